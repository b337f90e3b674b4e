using MerchantOps.Errors;
using MerchantOps.Shops;

namespace MerchantOps.Orders;

/// <summary>Finds an order by what people call it. Thread-safe.</summary>
public sealed class OrderFinder(OrderQueries orders, ShopRegistry shops)
{
    /// <summary>The order <c>shop:order</c>, or the one that any of the merchant's shops knows by the platform's own id. Whose it is, the caller has to check.</summary>
    /// <exception cref="InvalidInputException">The merchant's id is none.</exception>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="ConflictException">Several shops have one.</exception>
    public async Task<OrderRecord> FindAsync(string merchant, string order, CancellationToken ct)
    {
        ShopId.ParseMerchant(merchant);
        return await orders.FindAsync(merchant, order, [], ct)
            ?? await orders.FindAsync(merchant, order, await shops.ListAsync(merchant, ct), ct)
            ?? throw new NotFoundException("order-not-found", "There is no such order.");
    }
}
