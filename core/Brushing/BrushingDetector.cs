namespace MerchantOps.Brushing;

/// <summary>
/// Finds orders that were placed to make a listing look wanted. Every order answers a dozen questions (links to other buyers of the
/// listing, review, account, refund, price, repetition, burst); how much more often brushing orders give each answer is assumed at
/// first and then learnt from the window (naive Bayes by expectation and maximisation), and an order is judged with the company it
/// keeps: its listing, its circle of buyers linked by what they share (union-find), its network. An isolation forest over the listings
/// says where to look first. Not for telling who is behind it, nor for single orders: fewer than
/// <see cref="BrushingOptions.MinOrders"/> are never told. n log n of the orders, a few hundred bytes each. Pure and thread-safe.
/// </summary>
public sealed class BrushingDetector(BrushingOptions options)
{
    /// <param name="orders">Of one window, in any order; may be of several merchants, and then links between buyers are seen across them.</param>
    /// <param name="reviews">Of the same window, in any order.</param>
    /// <returns>Highest score first.</returns>
    public IReadOnlyList<BrushingFinding> Detect(IReadOnlyList<BrushingOrder> orders, IReadOnlyList<BrushingReview> reviews, CancellationToken ct)
    {
        var search = BrushingSearch.Run(BrushingTable.Of(orders, reviews), options.Seed, ct);
        var found = Enumerable.Range(0, search.Table.Count).Where(i => search.Beliefs[i] >= options.Threshold).ToArray();
        var findings = new List<BrushingFinding>();
        var rest = new List<int>();
        foreach (var listing in found.GroupBy(i => search.Table.Listings[i]))
            if (listing.Key >= 0 && listing.Count() >= options.MinOrders)
                findings.Add(FindingWriter.Write(search, [.. listing], spread: false));
            else
                rest.AddRange(listing);

        // Few of each listing are one finding only where one hand holds them together; chance does not.
        foreach (var circle in rest.GroupBy(i => (search.Table.Orders[i].Merchant, search.Table.Orders[i].Shop, search.CircleOf(i))))
            if (circle.Count() >= options.MinOrders)
                findings.Add(FindingWriter.Write(search, [.. circle.Order()], spread: true));
        return [.. findings.OrderByDescending(static f => f.Score).ThenBy(static f => f.Merchant, StringComparer.Ordinal).ThenBy(static f => f.Product, StringComparer.Ordinal)];
    }
}
