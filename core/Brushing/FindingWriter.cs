namespace MerchantOps.Brushing;

/// <summary>Puts orders found together into words, beside the other orders of the shop.</summary>
internal static class FindingWriter
{
    /// <summary>A mean weight of that much is full evidence; what is below the least is not told.</summary>
    private const double Full = 3.5, Least = 0.25;

    /// <param name="orders">Numbers of the table, in order of time, of one shop, at least one.</param>
    /// <param name="spread">They are of several listings.</param>
    public static BrushingFinding Write(BrushingSearch search, int[] orders, bool spread)
    {
        var (table, head) = (search.Table, search.Table.Orders[orders[0]]);
        var evidence = EvidenceOf(search, orders);
        if (!spread && search.ListingPriors[table.Listings[orders[0]]] is >= 0.5 and var prior)
            evidence.Add(EvidenceTexts.UnusualListing(prior / Full, search.Listings.Count));
        return new BrushingFinding(
            head.Merchant, head.Shop, spread ? null : head.Product, head.At, table.Orders[orders[^1]].At, [.. orders.Select(i => table.Orders[i].Id)],
            orders.Select(i => table.Buyers[i]).Distinct().Count(), orders.Average(i => search.Beliefs[i]), [.. evidence.OrderByDescending(static e => e.Weight)]);
    }

    private static List<BrushingEvidence> EvidenceOf(BrushingSearch search, int[] orders)
    {
        double[] means = [.. BrushingFact.All.Select((_, f) => orders.Average(i => search.Weights.Of(search.Answers, f, i)))];
        var least = Math.Min(Least, means.Max());
        var others = OthersOf(search, orders);
        var evidence = new List<BrushingEvidence>();
        for (var f = 0; f < means.Length; f++)
            if (means[f] >= least)
                evidence.Add(EvidenceTexts.Of(BrushingFact.All[f], Math.Clamp(means[f] / Full, 0.01, 1), search, orders, others));
        return evidence;
    }

    /// <summary>The merchant's orders beside these.</summary>
    private static int[] OthersOf(BrushingSearch search, int[] orders)
    {
        var merchant = search.Table.Orders[orders[0]].Merchant;
        var found = orders.ToHashSet();
        return [.. Enumerable.Range(0, search.Table.Count).Where(i => search.Table.Orders[i].Merchant == merchant && !found.Contains(i))];
    }
}
