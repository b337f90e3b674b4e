using MerchantOps.Events;
using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;
using MerchantOps.Tests.Core.Ingestion;
using static MerchantOps.Tests.Core.Fraud.Trade;

namespace MerchantOps.Tests.Core.Fraud.Signals;

public sealed class OrderFeaturesTests
{
    [Fact]
    public void Every_value_has_a_name_and_a_meaning_of_its_own()
    {
        Assert.True(OrderFeatures.Names.Count >= 40);
        Assert.Equal(OrderFeatures.Names.Count, FeaturesOf(Order()).Values.Length);
        Assert.Distinct(OrderFeatures.Names);
        Assert.All(FeatureTable.All, static f => Assert.NotEmpty(f.Meaning));
    }

    [Fact]
    public void Of_a_first_order_only_the_order_itself_is_known()
    {
        var features = FeaturesOf(Order(total: 99));

        Assert.Equal(99, features["amount"]);
        Assert.Equal(1, features["device_persons"]);
        Assert.Equal(1, features["graph_persons"], 1);
        Assert.True(float.IsNaN(features["person_since_last"]));
        Assert.True(float.IsNaN(features["network_orders"]));
        Assert.All(["person_orders", "device_orders_1h", "person_new_device", "card_frauds", "graph_frauds", "shop_fraud_run"], name => Assert.Equal(0, features[name]));
    }

    [Fact]
    public void A_known_person_is_compared_with_what_it_did_before()
    {
        var features = FeaturesOf(Order(total: 203, device: "d2", card: "k2", street: "9 Far Road"), [Order(at: Noon.AddDays(-20)), Order(at: Noon.AddDays(-10))]);

        Assert.Equal(Math.Log(204.0 / 51), features["person_amount_ratio"], 5);
        Assert.Equal((2, 2, 2), (features["person_orders"], features["person_cards"], features["person_shop_orders"]));
        Assert.Equal((1, 1, 1), (features["person_new_device"], features["person_new_card"], features["person_new_address"]));
        Assert.Equal(10 * 24 * 60, features["person_since_last"]);
        Assert.Equal(20, features["person_age"]);
    }

    [Fact]
    public void Windows_slide_and_forget()
    {
        Order[] earlier = [Order(at: Noon.AddDays(-35)), Order(at: Noon.AddDays(-20)), Order(at: Noon.AddDays(-3)), Order(at: Noon.AddHours(-5)), Order(at: Noon.AddMinutes(-10))];

        var features = FeaturesOf(Order(), earlier);

        Assert.Equal([5f, 1f, 2f, 3f, 4f], [features["device_orders"], features["device_orders_1h"], features["device_orders_1d"], features["device_orders_7d"], features["device_orders_30d"]]);
        Assert.Equal(100, features["device_amount_1d"]);
    }

    [Fact]
    public void A_share_of_frauds_counts_only_orders_whose_label_is_due()
    {
        Order[] due = [Order(at: Noon.AddDays(-20)), Order(at: Noon.AddDays(-19))];

        var fresh = FeaturesOf(Order(), [.. due, .. Enumerable.Range(0, 50).Select(i => Order(at: Noon.AddMinutes(i - 60)))], frauds: 1);

        Assert.Equal(1.02 / 4, fresh["device_fraud_share"], 3);
        Assert.Equal(1.02 / 4, fresh["device_fraud_share_30d"], 3);
        Assert.Equal(0.01, fresh["device_fraud_share_7d"], 3);
    }

    [Fact]
    public void A_run_of_frauds_is_as_long_as_nothing_good_broke_it()
    {
        Order[] bad = [.. Enumerable.Range(0, 4).Select(i => Order(at: Noon.AddDays(i - 15)))];

        Assert.Equal(16, FeaturesOf(Order(), bad, frauds: 4)["shop_fraud_run"]);
        Assert.Equal(0, FeaturesOf(Order(), [.. bad, Order(at: Noon.AddDays(-9))], frauds: 4)["shop_fraud_run"]);
        Assert.Equal(12, FeaturesOf(Order(), [.. bad, Order(at: Noon.AddDays(-9))], frauds: 4)["shop_since_fraud"]);
    }

    [Fact]
    public void Persons_that_share_devices_and_cards_are_one_component_and_its_frauds_are_known_to_all()
    {
        Order[] ring = [Order(customer: "a", device: "d1", card: "k1", street: "1"), Order(customer: "b", device: "d1", card: "k2", street: "2"), Order(customer: "c", device: "d2", card: "k2", street: "3")];

        var features = FeaturesOf(Order(customer: "d", device: "d2", card: "k9", street: "4"), ring, frauds: 2);

        Assert.Equal(4, features["graph_persons"], 0);
        Assert.True(features["graph_frauds"] >= 1);
    }

    [Fact]
    public void What_is_told_of_countries_is_compared_and_what_is_not_told_is_missing()
    {
        var order = Order();
        var odd = order with { Shipping = order.Shipping! with { Country = "FR" }, Device = new Device("d1", Country: "NG"), Payment = order.Payment! with { Country = "BR" } };

        var (told, untold) = (FeaturesOf(odd), FeaturesOf(odd with { Billing = null, Shipping = null, Payment = null }));

        string[] abroad = ["ships_abroad", "address_abroad", "card_abroad"];
        Assert.All(abroad, name => Assert.Equal(1, told[name]));
        Assert.All(abroad, name => Assert.True(float.IsNaN(untold[name])));
    }

    [Fact]
    public void Packed_features_are_restored_bit_by_bit()
    {
        var features = FeaturesOf(Order(total: 12.34m), [Order(at: Noon.AddHours(-3))]);

        var restored = OrderFeatures.Restore(OrderFeatures.Version, features.Pack());

        Assert.Equal(features.Values.Select(BitConverter.SingleToInt32Bits), restored?.Values.Select(BitConverter.SingleToInt32Bits));
        Assert.InRange(features.Pack().Length, 40, 300);
    }

    [Fact]
    public void Features_of_another_version_or_length_are_not_restored()
    {
        var packed = FeaturesOf(Order()).Pack();

        Assert.Null(OrderFeatures.Restore(OrderFeatures.Version + 1, packed));
        Assert.Null(OrderFeatures.Restore(OrderFeatures.Version, packed.AsSpan(0, packed.Length - 4)));
    }

    [Fact]
    public void No_valid_order_has_infinite_features()
    {
        var order = Order() with
        {
            Total = new Money(OrderRules.MaxTotal, "XXX"),
            PlacedAt = new DateTimeOffset(2200, 12, 31, 0, 0, 0, TimeSpan.Zero),
            Lines = [.. Enumerable.Repeat(new OrderLine(null, null, null, 1_000_000, 0), OrderRules.MaxLines)],
        };
        Order[] extremes = [order, order with { Total = new Money(0, "USD"), Lines = [] }, order.OfAccountAged(TimeSpan.FromDays(-400)), order with { Buyer = null, Device = null, Payment = null }];

        foreach (var extreme in extremes)
            Assert.All(FeaturesOf(extreme, [order, order, Order()], frauds: 1).Values, static value => Assert.False(float.IsInfinity(value)));
    }

    [Fact]
    public async Task Stored_features_know_what_came_before_their_order_and_nothing_later()
    {
        using var fixture = new IngestionFixture();
        Order[] orders = [.. Enumerable.Range(0, 4).Select(i => Order(total: 20 + (i * 10), at: Noon.AddHours(5 * i)))];

        await fixture.IngestAsync(1, [.. orders.Select(EventOf)]);

        var book = new SignalBook();
        foreach (var order in orders)
        {
            var entities = OrderEntities.Of("acme", "main", order, fixture.Hash);
            Assert.Equal(OrderFeatures.Of(order, entities, book.Of(entities)).Pack(), (await fixture.FindAsync(order.Id))?.Decision?.Features);
            book.Add(entities, trusted: true);
        }
    }

    private static CloudEvent EventOf(Order order) => IngestionFixture.Event(
        EventTypes.OrderPlaced, $"placed-{order.Id}", $"order/{order.Id}", "acme", order.PlacedAt,
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(order, EventJson.Default.Order));
}
