using MerchantOps.Events;
using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;

namespace MerchantOps.Tests.Core.Fraud;

/// <summary>Orders made for the tests of this folder, and what is known after them.</summary>
internal static class Trade
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly PersonalHash Hash = new(new byte[32]);

    /// <summary>An order with nothing odd about it: a year-old account, its device, card and address in one country.</summary>
    public static Order Order(decimal total = 50, string customer = "c1", string device = "d1", string card = "k1", string street = "1 High Street", DateTimeOffset? at = null) => new()
    {
        Id = $"{customer}-{(at ?? Noon).ToUnixTimeSeconds()}",
        PlacedAt = at ?? Noon,
        Total = new Money(total, "USD"),
        Lines = [new OrderLine("p1", "sku-1", "A thing", 1, total)],
        Buyer = new Buyer(customer, $"{customer}@example.com", RegisteredAt: Noon.AddYears(-1)),
        Billing = new Address(Line1: street, City: "Springfield", PostalCode: "1000", Country: "US"),
        Shipping = new Address(Line1: street, City: "Springfield", PostalCode: "1000", Country: "US"),
        Payment = new Payment("card", Fingerprint: card, Country: "US"),
        Device = new Device(device, Country: "US"),
    };

    public static Order OfAccountAged(this Order order, TimeSpan age) => order with { Buyer = order.Buyer! with { RegisteredAt = order.PlacedAt - age } };

    public static OrderEntities EntitiesOf(Order order, string merchant = "acme") => OrderEntities.Of(merchant, "main", order, Hash);

    /// <summary>The features of an order after others, the first <paramref name="frauds"/> of which were confirmed frauds.</summary>
    public static OrderFeatures FeaturesOf(Order order, IEnumerable<Order>? after = null, int frauds = 0)
    {
        var book = new SignalBook();
        foreach (var earlier in after ?? [])
        {
            book.Add(EntitiesOf(earlier), trusted: true);
            if (frauds-- > 0)
                book.Label(EntitiesOf(earlier), 1);
        }

        return OrderFeatures.Of(order, EntitiesOf(order), book.Of(EntitiesOf(order)));
    }
}
