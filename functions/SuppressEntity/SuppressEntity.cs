using MerchantOps.Events;
using MerchantOps.Functions.Hosting;
using MerchantOps.Orders;
using MerchantOps.Reviews;

namespace MerchantOps.Functions;

/// <summary>Answers all alarms about an entity of an order for a while: muted or blocked.</summary>
internal static class SuppressEntity
{
    public static async Task RunAsync(HttpContext context)
    {
        var ct = context.RequestAborted;
        var by = context.Caller().DemandOperator().DemandName();
        var request = await RequestBody.ReadJsonAsync(context, RequestJson.Default.SuppressRequest);

        var order = await context.RequestServices.GetRequiredService<OrderFinder>().FindAsync(context.RouteText("merchant"), context.RouteText("order"), ct);
        var suppression = await context.RequestServices.GetRequiredService<ReviewDesk>().SuppressAsync(order, request, by, ct);

        await Reply.JsonAsync(context, suppression, EventJson.Default.EntitySuppression, StatusCodes.Status202Accepted);
    }
}
