using MerchantOps.Functions.Hosting;
using MerchantOps.Orders;

namespace MerchantOps.Functions;

/// <summary>Decides an order while its buyer waits. The same order again gets the same decision.</summary>
internal static class ScoreOrder
{
    public static async Task RunAsync(HttpContext context)
    {
        var request = await RequestBody.ReadJsonAsync(context, RequestJson.Default.ScoreRequest);
        context.Caller().DemandMerchant(request.Merchant);

        var order = await context.RequestServices.GetRequiredService<OrderScoring>().ScoreAsync(request, context.RequestAborted);

        var view = await context.RequestServices.GetRequiredService<OrderViews>().OfAsync(order, context.Language(), context.RequestAborted);
        await Reply.JsonAsync(context, view, OrderJson.Default.OrderView);
    }
}
