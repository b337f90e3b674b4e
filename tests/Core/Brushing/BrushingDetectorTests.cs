using MerchantOps.Brushing;

namespace MerchantOps.Tests.Core.Brushing;

public sealed class BrushingDetectorTests
{
    private static readonly BrushingDetector Detector = new(new BrushingOptions());

    public static TheoryData<string, Action<BrushingScene>> Rings => new()
    {
        { "shared devices, cards and addresses", s => s.Ring(new RingStyle()) },
        { "devices and cards of their own", s => s.Ring(new RingStyle { Devices = 1_000, Cards = 1_000 }) },
        { "old accounts, late reviews", s => s.Ring(new RingStyle { AccountDays = 500, HoursBetweenAccounts = 50, ReviewHours = 150 }) },
        { "no reviews, money back", s => s.Ring(new RingStyle { Reviewed = 0, Refunded = 0.7 }) },
        { "in bursts", s => s.Ring(new RingStyle { Bursts = true }) },
        { "few buyers, many orders", s => s.Ring(new RingStyle { RepeatBuyers = true }) },
        { "half the price", s => s.Ring(new RingStyle { Price = 0.5, Refunded = 0.5, Reviewed = 0.5 }) },
    };

    [Theory]
    [MemberData(nameof(Rings))]
    public void A_ring_is_found_among_honest_trade(string style, Action<BrushingScene> addRing)
    {
        var scene = new BrushingScene(1).Honest(1_500).FlashSale(120).Office(25, 50).Reseller(25);
        addRing(scene);

        var found = Detector.Detect(scene.Orders, scene.Reviews, CancellationToken.None).SelectMany(static f => f.Orders).ToList();

        var hits = found.Count(scene.Fakes.Contains);
        Assert.True(hits >= 0.9 * scene.Fakes.Count && hits >= 0.9 * found.Count, $"{style}: {hits} of {scene.Fakes.Count}, {found.Count} found.");
    }

    [Fact]
    public void A_sale_an_office_families_and_a_reseller_are_no_finding()
    {
        var scene = new BrushingScene(1).Honest(1_500).FlashSale(120).Office(25, 50).Reseller(25);

        Assert.Empty(Detector.Detect(scene.Orders, scene.Reviews, CancellationToken.None));
    }

    [Fact]
    public void Every_order_is_in_one_finding_and_every_finding_says_why_in_both_languages()
    {
        var scene = new BrushingScene(2).Honest(500).Ring(new RingStyle { Orders = 80, Listings = 3 });

        var findings = Detector.Detect(scene.Orders, scene.Reviews, CancellationToken.None);

        Assert.NotEmpty(findings);
        Assert.Equal(findings.Sum(static f => f.Orders.Count), findings.SelectMany(static f => f.Orders).Distinct().Count());
        Assert.All(findings, static f => Assert.InRange(f.Score, 0.35, 1));
        Assert.All(findings.SelectMany(static f => f.Evidence), static e => Assert.True(e is { English.Length: > 10, Chinese.Length: > 5, Weight: > 0 and <= 1 }));
    }

    [Fact]
    public void The_order_in_which_orders_are_given_changes_nothing()
    {
        var scene = new BrushingScene(3).Honest(500).Ring(new RingStyle());
        var random = new Random(1);

        var one = Detector.Detect(scene.Orders, scene.Reviews, CancellationToken.None);
        var other = Detector.Detect([.. scene.Orders.OrderBy(_ => random.Next())], [.. scene.Reviews.OrderBy(_ => random.Next())], CancellationToken.None);

        Assert.Equal(one.SelectMany(static f => f.Orders), other.SelectMany(static f => f.Orders));
    }

    [Fact]
    public void Fewer_orders_than_asked_for_are_no_finding()
    {
        var scene = new BrushingScene(1).Honest(300).Ring(new RingStyle { Orders = 4, Devices = 1, Addresses = 1 });

        Assert.Empty(Detector.Detect(scene.Orders, scene.Reviews, CancellationToken.None));
    }

    [Fact]
    public void Orders_that_tell_nothing_and_no_orders_at_all_are_no_finding()
    {
        var blank = Enumerable.Range(0, 100).Select(i => new BrushingOrder { Merchant = "acme", Shop = "main", Id = $"{i}", At = BrushingScene.Start.AddHours(i) }).ToList();

        Assert.Empty(Detector.Detect([], [], CancellationToken.None));
        Assert.Empty(Detector.Detect(blank, [], CancellationToken.None));
    }

    [Fact]
    public void A_cancelled_search_stops()
    {
        var scene = new BrushingScene(1).Honest(50);

        Assert.Throws<OperationCanceledException>(() => Detector.Detect(scene.Orders, scene.Reviews, new CancellationToken(canceled: true)));
    }
}
