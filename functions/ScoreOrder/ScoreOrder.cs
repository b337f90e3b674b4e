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

        await Reply.JsonAsync(context, OrderView.Of(order, context.Language()), OrderJson.Default.OrderView);
    }
}
