using MerchantOps.Fraud;
using MerchantOps.Functions.Hosting;
using MerchantOps.Shops;

namespace MerchantOps.Functions;

/// <summary>Shows what wrong decisions cost a merchant, by which its orders are decided.</summary>
internal static class GetPolicy
{
    public static async Task RunAsync(HttpContext context)
    {
        var merchant = context.RouteText("merchant");
        context.Caller().DemandMerchant(merchant);

        var policy = await context.RequestServices.GetRequiredService<DecisionPolicies>().FindAsync(ShopId.ParseMerchant(merchant), context.RequestAborted);

        await Reply.JsonAsync(context, policy, PolicyJson.Default.DecisionPolicy);
    }
}
