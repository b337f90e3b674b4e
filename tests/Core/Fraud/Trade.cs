using MerchantOps.Events;
using MerchantOps.Fraud;
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

    /// <summary>The signals of an entity that all of these orders touched.</summary>
    public static EntitySignals After(params IEnumerable<Order> orders)
    {
        var signals = new EntitySignals();
        foreach (var order in orders)
            signals.Add(EntitiesOf(order).Seen);
        return signals;
    }

    public static EntitySignals WithFrauds(this EntitySignals signals, int frauds)
    {
        signals.Frauds = frauds;
        return signals;
    }

    public static OrderFeatures FeaturesOf(Order order, EntitySignals? customer = null, EntitySignals? origin = null) =>
        OrderFeatures.Of(order, EntitiesOf(order), customer, origin);
}
