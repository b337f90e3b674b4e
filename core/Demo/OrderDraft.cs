using MerchantOps.Orders;

namespace MerchantOps.Demo;

/// <summary>An order before it has its number: what was bought, by whom, from where, and, unseen by any shop, whether it is a fraud.</summary>
internal sealed record OrderDraft
{
    public required DateTimeOffset At { get; init; }

    public required ShopSite Site { get; init; }

    /// <summary>Null for a guest.</summary>
    public required Account? Account { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    public string? Phone { get; init; }

    public required IReadOnlyList<OrderLine> Lines { get; init; }

    public required Address Billing { get; init; }

    public required Address Shipping { get; init; }

    public required Payment Payment { get; init; }

    public required Device Device { get; init; }

    public required string Channel { get; init; }

    public FraudPattern? Pattern { get; init; }

    public decimal Goods => Lines.Sum(line => line.Price * line.Quantity);

    public decimal Total => Goods >= Site.FreeShippingFrom ? Goods : Goods + Site.ShippingFee;
}
