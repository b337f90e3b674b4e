using System.Diagnostics;
using MerchantOps.Brushing;
using MerchantOps.Evaluation.Generators.Markets;

namespace MerchantOps.Evaluation.Brushing;

/// <summary>One market, searched.</summary>
/// <param name="Styles">By style of ring: its fake orders, and how many of them were found.</param>
/// <param name="Seconds">Of the search alone.</param>
internal sealed record BrushingTrial(
    int Orders, int Fakes, Finds Detector, Finds SimpleRule, IReadOnlyList<(string Style, int Fakes, int Found)> Styles, double Seconds)
{
    public static BrushingTrial Run(Market market, CancellationToken ct)
    {
        var found = new HashSet<string>();
        var detector = new BrushingDetector(new BrushingOptions());
        var reviews = market.Reviews.ToLookup(static r => r.Order);
        var watch = Stopwatch.StartNew();
        foreach (var merchant in market.Orders.GroupBy(static o => o.Merchant))
        {
            ct.ThrowIfCancellationRequested();
            var findings = detector.Detect([.. merchant.Select(OrderOf)], [.. merchant.SelectMany(o => reviews[o.Id].Select(r => ReviewOf(o, r)))], ct);
            found.UnionWith(findings.SelectMany(static f => f.Orders));
        }

        watch.Stop();
        return new BrushingTrial(
            market.Orders.Count, market.Fakes.Count, Finds.Of(found, market.Fakes), Finds.Of(Brushing.SimpleRule.Find(market.Orders), market.Fakes),
            [.. market.Fakes.GroupBy(static f => f.Value).Select(style => (style.Key, style.Count(), style.Count(f => found.Contains(f.Key))))], watch.Elapsed.TotalSeconds);
    }

    private static BrushingOrder OrderOf(MarketOrder o) => new()
    {
        Merchant = o.Merchant,
        Shop = "main",
        Id = o.Id,
        At = o.PlacedAt,
        Product = o.Listing,
        Price = (double)(o.Amount / o.Quantity),
        Quantity = o.Quantity,
        Buyer = o.Buyer,
        Device = o.Device,
        Card = o.Card,
        Address = o.ShipsTo,
        Network = o.Network,
        RefundedAt = o.Refunded ? o.PlacedAt : null,
        RefundedShare = o.Refunded ? 1 : 0,
    };

    private static BrushingReview ReviewOf(MarketOrder o, MarketReview r) => new(o.Merchant, "main", o.Listing, o.Id, r.Buyer, r.Rating, r.WrittenAt);
}

/// <param name="Recall">Share of the fake orders that were found.</param>
/// <param name="Precision">Share of the orders found that are fake; 0 when none was found.</param>
internal readonly record struct Finds(double Recall, double Precision)
{
    public static Finds Of(IReadOnlyCollection<string> found, IReadOnlyDictionary<string, string> fakes)
    {
        var hits = found.Count(fakes.ContainsKey);
        return new Finds((double)hits / fakes.Count, found.Count == 0 ? 0 : (double)hits / found.Count);
    }
}
