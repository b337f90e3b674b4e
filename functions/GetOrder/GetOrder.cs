using MerchantOps.Errors;
using MerchantOps.Functions.Hosting;
using MerchantOps.Orders;
using MerchantOps.Shops;

namespace MerchantOps.Functions;

/// <summary>Shows an order with its decision, by <c>shop:order</c> or by the platform's own id alone.</summary>
internal static class GetOrder
{
    public static async Task RunAsync(HttpContext context)
    {
        var (merchant, id, ct) = (context.RouteText("merchant"), context.RouteText("order"), context.RequestAborted);
        context.Caller().DemandMerchantOrItsBuyer(merchant);
        ShopId.ParseMerchant(merchant);

        var orders = context.RequestServices.GetRequiredService<OrderQueries>();
        var record = await orders.FindAsync(merchant, id, [], ct)
            ?? await orders.FindAsync(merchant, id, await context.RequestServices.GetRequiredService<ShopRegistry>().ListAsync(merchant, ct), ct)
            ?? throw new NotFoundException("order-not-found", "There is no such order.");
        context.Caller().DemandOrder(merchant, record.Shop, record.ReadOrder()?.Buyer?.Id);

        await Reply.JsonAsync(context, OrderView.Of(record, context.Language()), OrderJson.Default.OrderView);
    }
}
