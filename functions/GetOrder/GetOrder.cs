using MerchantOps.Access;
using MerchantOps.Functions.Hosting;
using MerchantOps.Orders;

namespace MerchantOps.Functions;

/// <summary>Shows an order with its decision, by <c>shop:order</c> or by the platform's own id alone.</summary>
internal static class GetOrder
{
    public static async Task RunAsync(HttpContext context)
    {
        var (merchant, caller) = (context.RouteText("merchant"), context.Caller());
        caller.DemandMerchantOrItsBuyer(merchant);

        var order = await context.RequestServices.GetRequiredService<OrderFinder>().FindAsync(merchant, context.RouteText("order"), context.RequestAborted);
        caller.DemandOrder(merchant, order.Shop, order.ReadOrder()?.Buyer?.Id);

        var view = await context.RequestServices.GetRequiredService<OrderViews>().OfAsync(order, context.Language(), context.RequestAborted);
        await Reply.JsonAsync(context, caller is BuyerPrincipal ? view.ForBuyer() : view, OrderJson.Default.OrderView);
    }
}
