namespace MerchantOps.Brushing;

/// <summary>
/// Buyers joined by devices and cards that they share, directly or through others (union-find); not by addresses, which colleagues share. What more than
/// <see cref="MaxBuyers"/> buyers share (a terminal in a shop) joins nobody. Almost linear in the orders.
/// </summary>
internal sealed class BuyerCircles
{
    public const int MaxBuyers = 200;

    private readonly int[] parents;

    private BuyerCircles(int buyers) => parents = [.. Enumerable.Range(0, buyers)];

    public static BuyerCircles Of(BrushingTable table)
    {
        var circles = new BuyerCircles(table.Buyers.Count);
        foreach (var shared in (ReadOnlySpan<Codes>)[table.Devices, table.Cards])
        {
            var members = new Members(table.Count, shared.Count, i => shared[i]);
            for (var s = 0; s < members.Count; s++)
                circles.Join(table, members[s]);
        }

        return circles;
    }

    /// <summary>The same for all buyers of a circle.</summary>
    public int Of(int buyer)
    {
        while (parents[buyer] != buyer)
            buyer = parents[buyer] = parents[parents[buyer]];
        return buyer;
    }

    private void Join(BrushingTable table, ReadOnlySpan<int> orders)
    {
        var buyers = new HashSet<int>();
        foreach (var i in orders)
            if (buyers.Add(table.Buyers[i]) && buyers.Count > MaxBuyers)
                return;

        var first = Of(table.Buyers[orders[0]]);
        foreach (var buyer in buyers)
            parents[Of(buyer)] = first;
    }
}
