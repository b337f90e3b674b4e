using System.ComponentModel.DataAnnotations;
using MerchantOps.Demo;
using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Tests.Core.Demo;

public sealed class MarketplaceTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 31, 18, 0, 0, TimeSpan.Zero);

    private static readonly MarketplaceHistory History = Marketplace.Generate(new MarketplaceOptions { Now = Now });

    private static readonly IReadOnlyList<(CloudEvent Event, Order Order)> Orders =
        [.. Of(EventTypes.OrderPlaced).Select(e => (e, e.ReadData(EventJson.Default.Order)))];

    [Fact]
    public void The_same_options_yield_the_same_bytes()
    {
        var options = new MarketplaceOptions { Seed = 7, Orders = 600, Now = Now };

        var (one, other) = (Marketplace.Generate(options), Marketplace.Generate(options));

        Assert.Equal(one.Events.Select(CloudEventCodec.Write), other.Events.Select(CloudEventCodec.Write));
        Assert.Equal(one.Frauds.All, other.Frauds.All);
    }

    [Fact]
    public void Another_seed_yields_another_history_with_other_ids()
    {
        var one = Marketplace.Generate(new MarketplaceOptions { Seed = 7, Orders = 600, Now = Now });
        var other = Marketplace.Generate(new MarketplaceOptions { Seed = 8, Orders = 600, Now = Now });

        Assert.Empty(one.Events.Select(e => e.Id).Intersect(other.Events.Select(e => e.Id)));
    }

    [Theory]
    [InlineData(500, 2)]
    [InlineData(4_000, 8)]
    [InlineData(3_000, 20)]
    public void There_are_as_many_orders_and_merchants_as_asked_for(int orders, int merchants)
    {
        var history = Marketplace.Generate(new MarketplaceOptions { Orders = orders, Merchants = merchants, Now = Now });

        Assert.Equal(orders, history.Orders);
        Assert.Equal(orders, history.Events.Count(e => e.Type == EventTypes.OrderPlaced));
        Assert.Equal(merchants, history.Merchants.Count);
        Assert.All(history.Merchants, merchant => Assert.InRange(merchant.Shops.Count, 1, 2));
    }

    [Theory]
    [InlineData(499, 8)]
    [InlineData(4_000, 1)]
    public void Options_out_of_range_are_refused(int orders, int merchants)
    {
        var options = new MarketplaceOptions { Orders = orders, Merchants = merchants, Now = Now };

        Assert.Throws<ValidationException>(() => Marketplace.Generate(options));
    }

    [Fact]
    public void Events_come_in_order_of_time_within_the_month()
    {
        Assert.Equal(History.Events.Select(e => e.Time).Order(), History.Events.Select(e => e.Time));
        Assert.All(History.Events, e => Assert.InRange(e.Time, Now.AddDays(-MarketplaceOptions.Days), Now));
        Assert.Equal(History.Events.Count, History.Events.Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public void Nothing_happens_to_an_order_before_it_is_placed()
    {
        var placed = Orders.ToDictionary(placed => (placed.Event.Source, placed.Event.Subject), placed => placed.Event.Time);

        var changes = History.Events.Where(e => e.Type.StartsWith("order.", StringComparison.Ordinal) && e.Type != EventTypes.OrderPlaced).ToList();

        Assert.All(changes, e => Assert.True(e.Time > placed[(e.Source, e.Subject)]));
        Assert.All(changes, e => Assert.Equal(e.Subject, "order/" + e.ReadData(EventJson.Default.OrderChange).Order));
    }

    [Fact]
    public void An_order_buys_listed_products_at_their_price_in_the_shops_currency()
    {
        var listed = Of(EventTypes.ProductListed).ToDictionary(e => (e.Source, e.Subject), e => (e.Time, e.ReadData(EventJson.Default.Product).Price!.Value));

        Assert.All(Orders, placed => Assert.All(placed.Order.Lines, line =>
        {
            var (since, price) = listed[(placed.Event.Source, "product/" + line.Product)];
            Assert.True(since < placed.Event.Time);
            Assert.Equal(price, new Money(line.Price, placed.Order.Total.Currency));
        }));
        Assert.All(Orders, placed => Assert.True(placed.Order.Total.Amount >= placed.Order.Lines.Sum(line => line.Price * line.Quantity)));
    }

    [Fact]
    public void Accounts_made_within_the_month_register_before_they_order()
    {
        var registered = Of(EventTypes.CustomerRegistered).ToDictionary(e => (e.Source, e.Subject), e => e.Time);

        var fresh = Orders.Where(placed => placed.Order.Buyer is { Id: not null, RegisteredAt: { } since } && since >= Now.AddDays(-MarketplaceOptions.Days)).ToList();

        Assert.NotEmpty(fresh);
        Assert.All(fresh, placed => Assert.True(registered[(placed.Event.Source, "customer/" + placed.Order.Buyer!.Id)] < placed.Event.Time));
    }

    [Fact]
    public void An_account_counts_its_earlier_orders()
    {
        var byAccount = Orders.Where(placed => placed.Order.Buyer!.Id is not null).GroupBy(placed => (placed.Event.Source, placed.Order.Buyer!.Id));

        Assert.All(byAccount, account =>
        {
            var counts = account.Select(placed => placed.Order.Buyer!.Orders!.Value).ToList();
            Assert.Equal(Enumerable.Range(counts[0], counts.Count), counts);
        });
    }

    [Fact]
    public void Mail_goes_to_example_domains_and_addresses_on_the_net_are_nobodys()
    {
        Assert.All(Orders, placed => Assert.Matches(@"^[a-z0-9.-]+@([a-z]+\.)?example\.(com|net|org)$", placed.Order.Buyer!.Email));
        Assert.All(Orders, placed => Assert.Matches(@"^(24\d|25[0-4]|198\.1[89])\.", placed.Order.Device!.Ip));
    }

    private static IEnumerable<CloudEvent> Of(string type) => History.Events.Where(e => e.Type == type);
}
