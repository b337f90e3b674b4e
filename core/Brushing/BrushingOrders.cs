using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Brushing;

/// <summary>Makes of a stored order what the search looks at.</summary>
internal static class BrushingOrders
{
    /// <summary>Null for a test order and while the content is missing.</summary>
    public static BrushingOrder? Of(OrderRecord record)
    {
        if (record.ReadOrder() is not { Test: false } order)
            return null;

        var line = order.Lines.MaxBy(static l => l.Quantity * l.Price);
        var refunds = record.Changes.FindAll(static c => c.Type == EventTypes.OrderRefunded);
        return new BrushingOrder
        {
            Merchant = record.Merchant,
            Shop = record.Shop,
            Id = order.Id,
            At = order.PlacedAt,
            Product = line?.Product ?? line?.Sku,
            Price = (double?)line?.Price,
            Quantity = line?.Quantity ?? 1,
            Buyer = BuyerOf(record.Shop, order.Buyer),
            RegisteredAt = order.Buyer?.RegisteredAt,
            Device = order.Device?.Id,
            Network = order.Device?.Ip,
            Card = order.Payment?.Fingerprint,
            Address = AddressOf(order.Shipping ?? order.Billing),
            FulfilledAt = record.Changes.Find(static c => c.Type == EventTypes.OrderFulfilled)?.At,
            RefundedAt = refunds.Count > 0 ? refunds.Min(static r => r.At) : null,
            RefundedShare = ShareOf(refunds, order.Total.Amount),
        };
    }

    private static string? BuyerOf(string shop, Buyer? buyer) =>
        !string.IsNullOrWhiteSpace(buyer?.Id) ? $"{shop}/{buyer.Id}" : string.IsNullOrWhiteSpace(buyer?.Email) ? null : buyer.Email.Trim().ToLowerInvariant();

    private static string? AddressOf(Address? address) =>
        string.IsNullOrWhiteSpace(address?.Line1) ? null : $"{address.Line1}|{address.Line2}|{address.PostalCode}|{address.City}|{address.Country}".ToLowerInvariant();

    // A refund that names no amount is of all.
    private static double ShareOf(List<RecordedChange> refunds, decimal total) =>
        refunds.Count == 0 ? 0 : refunds.Exists(static r => r.Amount is null) || total <= 0 ? 1 : Math.Min(1, (double)(refunds.Sum(static r => r.Amount!.Value.Amount) / total));
}
