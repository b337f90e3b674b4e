using MerchantOps.Access;
using MerchantOps.Functions.Hosting;
using MerchantOps.Orders;
using MerchantOps.Reviews;

namespace MerchantOps.Functions;

/// <summary>Takes an objection to how an order was decided, from its buyer or merchant; a reviewer decides it.</summary>
internal static class AppealOrder
{
    public static async Task RunAsync(HttpContext context)
    {
        var (merchant, caller, ct) = (context.RouteText("merchant"), context.Caller(), context.RequestAborted);
        caller.DemandMerchantOrItsBuyer(merchant);
        var request = await RequestBody.ReadJsonAsync(context, RequestJson.Default.AppealRequest);

        var order = await context.RequestServices.GetRequiredService<OrderFinder>().FindAsync(merchant, context.RouteText("order"), ct);
        caller.DemandOrder(merchant, order.Shop, order.ReadOrder()?.Buyer?.Id);
        var appealed = await context.RequestServices.GetRequiredService<ReviewDesk>().AppealAsync(order, request, caller.DemandName(), ct);

        var view = await context.RequestServices.GetRequiredService<OrderViews>().OfAsync(appealed, context.Language(), context.RequestAborted);
        await Reply.JsonAsync(context, caller is BuyerPrincipal ? view.ForBuyer() : view, OrderJson.Default.OrderView, StatusCodes.Status202Accepted);
    }
}
