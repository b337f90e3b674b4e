using MerchantOps.Events;
using MerchantOps.Fraud;
using MerchantOps.Orders;
using MerchantOps.Tests.Core.Ingestion;
using static MerchantOps.Tests.Core.Fraud.Trade;

namespace MerchantOps.Tests.Core.Fraud;

public sealed class OrderFeaturesTests
{
    [Fact]
    public void Every_value_has_a_name_of_its_own()
    {
        var features = FeaturesOf(Order());

        Assert.Equal(OrderFeatures.Names.Count, features.Values.Length);
        Assert.Distinct(OrderFeatures.Names);
    }

    [Fact]
    public void Of_a_first_order_only_the_order_itself_is_known()
    {
        var features = Named(FeaturesOf(Order(total: 99)));

        Assert.Equal(Math.Log(100), features["amount_log"], 5);
        Assert.Equal(1, features["origin_customers"]);
        Assert.Equal(1, features["origin_merchants"]);
        string[] none = ["amount_vs_customer", "customer_orders_log", "origin_orders_hour", "new_origin", "new_card", "new_destination", "ships_abroad", "guest", "night"];
        Assert.All(none, name => Assert.Equal(0, features[name]));
    }

    [Fact]
    public void A_known_customer_is_compared_with_what_it_did_before()
    {
        var customer = After(Order(at: Noon.AddDays(-20)), Order(at: Noon.AddDays(-10)));

        var features = Named(FeaturesOf(Order(total: 203, device: "d2", card: "k2", street: "9 Far Road"), customer));

        Assert.Equal(Math.Log(204.0 / 51), features["amount_vs_customer"], 5);
        Assert.Equal(Math.Log(3), features["customer_orders_log"], 5);
        Assert.Equal(2, features["customer_cards"]);
        Assert.Equal((1, 1, 1), (features["new_origin"], features["new_card"], features["new_destination"]));
    }

    [Fact]
    public void What_is_told_of_countries_is_compared_and_what_is_not_told_differs_from_nothing()
    {
        var order = Order();
        var odd = order with { Shipping = order.Shipping! with { Country = "FR" }, Device = new Device("d1", Country: "NG"), Payment = order.Payment! with { Country = "BR" } };

        var (told, untold) = (FeaturesOf(odd), FeaturesOf(odd with { Billing = null, Shipping = null, Payment = null }));

        Assert.True(told.ShipsAbroad && told.AddressAbroad && told.CardAbroad);
        Assert.False(untold.ShipsAbroad || untold.AddressAbroad || untold.CardAbroad);
    }

    [Fact]
    public void Packed_features_are_restored_bit_by_bit()
    {
        var features = FeaturesOf(Order(total: 12.34m), After(Order(at: Noon.AddHours(-3))));

        var restored = OrderFeatures.Restore(OrderFeatures.Version, features.Pack());

        Assert.Equal(features.Values, restored?.Values);
    }

    [Fact]
    public void Features_of_another_version_or_length_are_not_restored()
    {
        var packed = FeaturesOf(Order()).Pack();

        Assert.Null(OrderFeatures.Restore(OrderFeatures.Version + 1, packed));
        Assert.Null(OrderFeatures.Restore(OrderFeatures.Version, packed[..^4]));
    }

    [Fact]
    public void Every_valid_order_has_finite_features()
    {
        var order = Order() with
        {
            Total = new Money(OrderRules.MaxTotal, "XXX"),
            PlacedAt = new DateTimeOffset(2200, 12, 31, 0, 0, 0, TimeSpan.Zero),
            Lines = [.. Enumerable.Repeat(new OrderLine(null, null, null, 1_000_000, 0), OrderRules.MaxLines)],
        };
        Order[] extremes = [order, order with { Total = new Money(0, "USD"), Lines = [] }, order.OfAccountAged(TimeSpan.FromDays(-400)), order with { Buyer = null, Device = null, Payment = null }];

        foreach (var extreme in extremes)
            Assert.All(FeaturesOf(extreme, After(order, order), After(order)).Values, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public async Task Stored_features_know_what_came_before_their_order_and_nothing_later()
    {
        using var fixture = new IngestionFixture();
        Order[] orders = [.. Enumerable.Range(0, 4).Select(i => Order(total: 20 + (i * 10), at: Noon.AddHours(5 * i)))];

        await fixture.IngestAsync(1, [.. orders.Select(EventOf)]);

        for (var i = 0; i < orders.Length; i++)
        {
            var before = SignalsOf(fixture, orders[..i]);
            var expected = OrderFeatures.Of(orders[i], OrderEntities.Of("acme", "main", orders[i], fixture.Hash), before, before);
            Assert.Equal(expected.Pack(), (await fixture.FindAsync(orders[i].Id))?.Decision?.Features);
        }
    }

    private static EntitySignals SignalsOf(IngestionFixture fixture, Order[] orders)
    {
        var signals = new EntitySignals();
        foreach (var order in orders)
            signals.Add(OrderEntities.Of("acme", "main", order, fixture.Hash).Seen);
        return signals;
    }

    private static CloudEvent EventOf(Order order) => IngestionFixture.Event(
        EventTypes.OrderPlaced, $"placed-{order.Id}", $"order/{order.Id}", "acme", order.PlacedAt,
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(order, EventJson.Default.Order));

    private static Dictionary<string, float> Named(OrderFeatures features) =>
        OrderFeatures.Names.Zip(features.Values).ToDictionary(static pair => pair.First, static pair => pair.Second);
}
