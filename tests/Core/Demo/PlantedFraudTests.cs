using MerchantOps.Demo;
using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Tests.Core.Demo;

public sealed class PlantedFraudTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 31, 18, 0, 0, TimeSpan.Zero);

    private static readonly MarketplaceHistory History = Marketplace.Generate(new MarketplaceOptions { Now = Now });

    private static readonly IReadOnlyList<(Order Order, CloudEvent Event, FraudPattern? Pattern)> Orders =
    [
        .. History.Events.Where(e => e.Type == EventTypes.OrderPlaced).Select(e => (Event: e, Order: e.ReadData(EventJson.Default.Order)))
            .Select(placed => (placed.Order, placed.Event, History.Frauds.Find(placed.Event.Merchant, placed.Event.Shop, placed.Order.Id)?.Pattern)),
    ];

    private static IEnumerable<Order> Good => Orders.Where(order => order.Pattern is null).Select(order => order.Order);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Three_to_five_percent_are_frauds_of_every_pattern_and_few_of_them_cannot_be_seen(int seed)
    {
        var history = Marketplace.Generate(new MarketplaceOptions { Seed = seed, Now = Now });

        var byPattern = history.Frauds.All.CountBy(fraud => fraud.Pattern).ToDictionary();

        Assert.InRange(history.Frauds.All.Count, 0.03 * history.Orders, 0.05 * history.Orders);
        Assert.Equal(Enum.GetValues<FraudPattern>().Length, byPattern.Count);
        Assert.InRange(byPattern[FraudPattern.FriendlyChargeback], 1, 0.1 * history.Frauds.All.Count);
    }

    [Fact]
    public void Every_planted_fraud_is_an_order_of_the_history()
    {
        Assert.Equal(History.Frauds.All.Count, Orders.Count(order => order.Pattern is not null));
    }

    [Fact]
    public void Chargebacks_come_late_for_frauds_only_and_not_all_of_them_before_the_end()
    {
        var chargebacks = History.Events.Where(e => e.Type == EventTypes.OrderChargedBack).ToList();

        var late = chargebacks.Select(e => e.Time - History.Frauds.Find(e.Merchant, e.Shop, e.ReadData(EventJson.Default.OrderChange).Order)!.PlacedAt);

        Assert.All(late, delay => Assert.InRange(delay.TotalDays, 5, 15));
        Assert.InRange(chargebacks.Count, 0.3 * History.Frauds.All.Count, 0.9 * History.Frauds.All.Count);
    }

    [Fact]
    public void Ids_follow_the_clock_and_tell_nothing()
    {
        var byShop = Orders.GroupBy(order => order.Event.Source);

        Assert.All(byShop, shop => Assert.Equal(shop.Select(order => order.Order.Id).Order(StringComparer.Ordinal), shop.Select(order => order.Order.Id)));
    }

    [Fact]
    public void Rings_share_devices_cards_or_doors_over_several_merchants()
    {
        var ring = Orders.Where(order => order.Pattern == FraudPattern.Ring).ToList();

        bool SharesOverMerchants(Func<Order, string?> trace) => ring.Where(order => trace(order.Order) is not null)
            .GroupBy(order => trace(order.Order)).Any(group => group.Select(order => order.Event.Merchant).Distinct().Count() > 1);

        Assert.True(SharesOverMerchants(order => order.Device!.Id));
        Assert.True(SharesOverMerchants(order => order.Payment!.Fingerprint));
        Assert.True(SharesOverMerchants(order => order.Shipping!.PostalCode));
    }

    [Fact]
    public void Card_testers_try_a_new_card_with_each_tiny_order()
    {
        var tests = Orders.Where(order => order.Pattern == FraudPattern.CardTesting).Select(order => order.Order).ToList();

        Assert.Equal(tests.Count, tests.Select(order => order.Payment!.Fingerprint).Distinct().Count());
        Assert.All(tests, order => Assert.Single(order.Lines));
        Assert.True(tests.GroupBy(order => order.Device!.Ip).Max(group => group.Count()) > 4);
    }

    [Fact]
    public void Taken_over_accounts_are_old_and_their_device_is_new()
    {
        var takeovers = Orders.Where(order => order.Pattern == FraudPattern.AccountTakeover).Select(order => order.Order).ToList();
        var knownDevices = Good.Select(order => order.Device!.Id).OfType<string>().ToHashSet();

        Assert.All(takeovers, order => Assert.True(order.PlacedAt - order.Buyer!.RegisteredAt > TimeSpan.FromDays(60) && order.Buyer.Orders > 0));
        Assert.All(takeovers, order => Assert.DoesNotContain(order.Device!.Id ?? "", knownDevices));
    }

    [Fact]
    public void Good_orders_are_odd_too()
    {
        Assert.True(Good.Count(order => order.Device!.Country != order.Billing!.Country) > 50, "travellers and VPNs");
        Assert.True(Good.Count(order => order.Shipping!.Country != order.Billing!.Country) > 50, "presents abroad");
        Assert.True(Good.Count(order => order.Buyer!.Id is null) > 200, "guests");
        Assert.True(Shared(order => order.Device!.Id) > 20, "households share a device");
        Assert.True(Shared(order => order.Device!.Ip) > 50, "offices, campuses and carriers share an address");
        Assert.True(Shared(order => order.Payment!.Fingerprint) >= 3, "companies share a card");
        Assert.True(Good.Count(order => order.Buyer is { Orders: 0 } && order.Lines.Sum(line => line.Quantity) >= 6) > 20, "large first baskets");
    }

    /// <summary>How many values of this trace are seen with more than one e-mail address.</summary>
    private static int Shared(Func<Order, string?> trace) => Good.Where(order => trace(order) is not null)
        .GroupBy(order => trace(order)).Count(group => group.Select(order => order.Buyer!.Email).Distinct().Count() > 1);
}
