using MerchantOps.Fraud;
using MerchantOps.Orders;
using static MerchantOps.Tests.Core.Fraud.Trade;

namespace MerchantOps.Tests.Core.Fraud;

/// <summary>For each reason code an order that earns it, with the values of the order that its text must name.</summary>
internal sealed record RuleExample(string Code, Order Placed, EntitySignals? Customer, EntitySignals? Origin, params string[] Values)
{
    public static readonly IReadOnlyList<RuleExample> All =
    [
        new("customer-charged-back", Order(), After(Order(at: DaysAgo(30))).WithFrauds(1), null, "100"),
        new("origin-charged-back", Order(), null, After(Order(customer: "c9", at: DaysAgo(30))).WithFrauds(1), "100"),
        new("origin-many-customers", Order(), null, After(Buyers(6, every: TimeSpan.FromDays(5), card: "k1")), "7", "1"),
        new("origin-many-cards", Order(), null, After(Cards(6, every: TimeSpan.FromDays(5))), "7"),
        new("card-testing", Order(total: 3), null, After(Cards(5, every: TimeSpan.FromMinutes(2))), "6"),
        new("origin-hurried", Order(), null, After(Repeats(6, every: TimeSpan.FromMinutes(1)))),
        new("origin-second-buyer", Order(total: 3), null, After(Order(total: 4, customer: "c9", card: "k9", at: Noon.AddHours(-1))), "3 USD"),
        new("takeover", Strange(Order(total: 500)), Regular(), null, "500 USD", "9.8", "3"),
        new("unusual-for-customer", Order(total: 500, device: "d9"), Regular(), null, "500 USD", "9.8"),
        new("instant-order", Order().OfAccountAged(TimeSpan.FromSeconds(30)), null, null, "30"),
        new("fresh-account", Order(total: 900).OfAccountAged(TimeSpan.FromMinutes(10)), null, null, "10", "900 USD"),
        new("fresh-account-again", Order(total: 150).OfAccountAged(TimeSpan.FromMinutes(40)), After(Order(at: Noon.AddMinutes(-20))), null, "2", "40"),
        new("large-guest-order", Order(total: 900) with { Buyer = null }, null, null, "900 USD"),
        new("address-country", Order() with { Device = new Device("d1", Country: "NG") }, null, null, "NG", "US"),
        new("card-country", Order() with { Payment = new Payment("card", Fingerprint: "k1", Country: "BR") }, null, null, "BR", "US"),
        new("shipping-country", Order() with { Shipping = new Address(Line1: "5 Rue Basse", Country: "FR") }, null, null, "FR", "US"),
        new("known-customer", Order(), Regular(), null, "3"),
        new("settled-account", Order(), null, null, "365"),
        new("nothing-suspicious", Order(total: 12.5m).OfAccountAged(TimeSpan.FromHours(2)), null, null, "12.5 USD"),
    ];

    public static EntitySignals Regular() => After(Repeats(3, every: TimeSpan.FromDays(10)));

    public static Order Strange(Order order) => order with
    {
        Device = new Device("d9", Country: "NG"),
        Shipping = new Address(Line1: "9 Far Road", Country: "US"),
    };

    /// <summary>Everything at once: frauds before, a crowd on the device, another country, a fresh account.</summary>
    public static RuleExample Worst => new(
        "all", Strange(Order(total: 900)).OfAccountAged(TimeSpan.FromSeconds(5)), Regular().WithFrauds(2), After(Buyers(12, every: TimeSpan.FromMinutes(1), card: null)).WithFrauds(4));

    private static DateTimeOffset DaysAgo(int days) => Noon.AddDays(-days);

    private static IEnumerable<Order> Buyers(int count, TimeSpan every, string? card) =>
        Enumerable.Range(1, count).Select(i => Order(customer: $"other{i}", card: card ?? $"card{i}", at: Noon - (every * (count + 1 - i))));

    private static IEnumerable<Order> Cards(int count, TimeSpan every) =>
        Enumerable.Range(1, count).Select(i => Order(card: $"card{i}", at: Noon - (every * (count + 1 - i))));

    private static IEnumerable<Order> Repeats(int count, TimeSpan every) =>
        Enumerable.Range(1, count).Select(i => Order(at: Noon - (every * (count + 1 - i))));
}
