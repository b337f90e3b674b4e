using MerchantOps.Errors;
using MerchantOps.Fraud;
using MerchantOps.Functions.Hosting;
using MerchantOps.Orders;
using MerchantOps.Shops;

namespace MerchantOps.Functions;

/// <summary>Makes an order's decision again from what was stored with it, and says whether every bit is the same.</summary>
internal static class ReplayDecision
{
    public static async Task RunAsync(HttpContext context)
    {
        var (merchant, ct) = (context.RouteText("merchant"), context.RequestAborted);
        context.Caller().DemandMerchant(merchant);
        ShopId.ParseMerchant(merchant);
        var record = await context.RequestServices.GetRequiredService<OrderQueries>().FindAsync(merchant, context.RouteText("order"), [], ct)
            ?? throw new NotFoundException("order-not-found", "There is no such order; ask for shop:order.");

        var replayed = await context.RequestServices.GetRequiredService<DecisionReplay>().ReplayAsync(record, ct);

        await Reply.JsonAsync(context, DecisionReplayView.Of(record, replayed), OrderJson.Default.DecisionReplayView);
    }
}
