using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Replay;

/// <summary>
/// The Olist marketplace: files of orders, items, payments and customers, told apart by their columns. Sellers hash to merchants; an order
/// belongs to the seller of its first item. Orders become placed, paid, fulfilled and cancelled; the data has no chargebacks. The files are
/// not sorted and belong together, so they are held in memory: about 1 kB per order.
/// </summary>
public sealed class OlistReplay : IReplaySource
{
    private const string Currency = "BRL";

    public string Format => "olist";

    public ReplayedEvents Read(IReadOnlyList<string> files, ReplayOptions options)
    {
        options.Validated();
        return new ReplayedEvents(() => Orders(OlistTables.Load(files), options));
    }

    private static IEnumerable<ReplayedOrder> Orders(OlistTables tables, ReplayOptions options)
    {
        var shops = Enumerable.Range(0, options.Merchants).Select(i => new ReplayShop(ReplayShop.MerchantId("olist", (uint)i), "main")).ToArray();
        foreach (var row in tables.Orders.OrderBy(row => row.PlacedAt).ThenBy(row => row.Id, StringComparer.Ordinal))
        {
            var items = tables.Items[row.Id].OrderBy(item => item.Number).ToList();
            var order = AsOrder(row, items, [.. tables.Payments[row.Id]], tables.Customers.GetValueOrDefault(row.Customer));
            var shop = shops[ReplayShop.Hash(System.Text.Encoding.UTF8.GetBytes(items.Count > 0 ? items[0].Seller : row.Id)) % (uint)shops.Length];
            yield return new ReplayedOrder(shop.Placed(order), [.. Life(row, order).Select(step => shop.Changed(step.Type, step.Change))]);
        }
    }

    private static Order AsOrder(OlistOrder row, List<OlistItem> items, List<OlistPayment> payments, OlistCustomer? customer)
    {
        var paid = payments.Sum(payment => payment.Value);
        var address = customer is null ? null : new Address(City: customer.City, Region: customer.State, PostalCode: customer.PostalCode, Country: "BR");
        return new Order
        {
            Id = row.Id,
            PlacedAt = row.PlacedAt,
            Total = new Money(paid > 0 ? paid : items.Sum(item => item.Price + item.Freight), Currency),
            Status = "placed",
            Lines = [.. items.GroupBy(item => (item.Product, item.Price)).Select(line => new OrderLine(line.Key.Product, null, null, line.Count(), line.Key.Price))],
            Buyer = new Buyer(customer?.Person ?? row.Customer),
            Shipping = address,
            Payment = payments.Count == 0 ? null : new Payment(Method(payments.MaxBy(payment => payment.Value)!.Type)),
        };
    }

    /// <summary>What is known to have happened. The data has no time of cancellation: the last known moment of the order stands for it.</summary>
    private static IEnumerable<(string Type, OrderChange Change)> Life(OlistOrder row, Order order)
    {
        DateTimeOffset Later(DateTimeOffset time) => time > row.PlacedAt ? time : row.PlacedAt;

        var last = row.PlacedAt;
        if (row.ApprovedAt is { } approved)
            yield return (EventTypes.OrderPaid, new OrderChange(order.Id, last = Later(approved), order.Total));
        if (row.ShippedAt is { } shipped)
            yield return (EventTypes.OrderFulfilled, new OrderChange(order.Id, last = shipped > last ? shipped : last));
        if (row.Status is "canceled" or "unavailable")
            yield return (EventTypes.OrderCancelled, new OrderChange(order.Id, last, Reason: row.Status));
    }

    private static string Method(string type) => type switch
    {
        "credit_card" or "debit_card" => "card",
        "boleto" => "bank",
        _ => type,
    };
}
