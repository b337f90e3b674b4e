using System.Text.Json;
using MerchantOps.Evaluation.Generators.Markets;

namespace MerchantOps.Tests.Core.Generators;

public sealed class BrushingMarketTests
{
    private static readonly Market Market = BrushingMarket.Generate(101);

    [Fact]
    public void The_same_seed_gives_the_same_market()
    {
        var again = BrushingMarket.Generate(101);

        Assert.Equal(JsonSerializer.Serialize(Market.Orders), JsonSerializer.Serialize(again.Orders));
        Assert.Equal(JsonSerializer.Serialize(Market.Reviews), JsonSerializer.Serialize(again.Reviews));
        Assert.Equal(Market.Fakes, again.Fakes);
    }

    [Fact]
    public void Another_seed_gives_another_market()
    {
        Assert.NotEqual(JsonSerializer.Serialize(Market.Orders), JsonSerializer.Serialize(BrushingMarket.Generate(102).Orders));
    }

    [Fact]
    public void Half_of_the_orders_of_a_ring_are_real()
    {
        foreach (var ring in Market.Rings)
        {
            var orders = Market.Orders.Where(o => ring.Listings.Contains(o.Listing) && o.PlacedAt >= ring.From && o.PlacedAt < ring.Until).ToList();

            Assert.Equal(orders.Count, 2 * orders.Count(o => Market.Fakes.ContainsKey(o.Id)));
        }
    }

    [Fact]
    public void Every_style_of_brushing_occurs_and_only_in_its_rings()
    {
        var inRings = Market.Rings.SelectMany(r => r.Listings).ToHashSet();

        Assert.Equal(RingStyle.All.Select(s => s.Name).Order(), Market.Fakes.Values.Distinct().Order());
        Assert.Equal(10, Market.Rings.Count);
        Assert.All(Market.Orders.Where(o => Market.Fakes.ContainsKey(o.Id)), o => Assert.Contains(o.Listing, inRings));
    }

    [Theory]
    [InlineData(103)]
    [InlineData(104)]
    [InlineData(120)]
    public void Between_a_twentieth_and_a_sixth_of_all_orders_are_fake(int seed)
    {
        var market = BrushingMarket.Generate(seed);

        Assert.InRange(market.Fakes.Count / (double)market.Orders.Count, 0.05, 1 / 6.0);
    }

    [Fact]
    public void Reviews_are_of_orders_and_follow_them()
    {
        var orders = Market.Orders.ToDictionary(o => o.Id);

        Assert.All(Market.Reviews, r => Assert.True(r.WrittenAt > orders[r.Order].PlacedAt && r.Buyer == orders[r.Order].Buyer && r.Rating is >= 1 and <= 5));
    }

    [Fact]
    public void Orders_are_numbered_in_the_order_of_time()
    {
        Assert.Equal(Market.Orders.OrderBy(o => o.PlacedAt).Select(o => o.Id), Market.Orders.Select(o => o.Id));
        Assert.Equal(Market.Orders.Select(o => o.Id).Order(), Market.Orders.Select(o => o.Id));
    }
}
