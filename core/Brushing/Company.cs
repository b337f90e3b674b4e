namespace MerchantOps.Brushing;

/// <summary>
/// Orders that stand together, such as those of a listing, and what they say of each other. An order's own buyer is left out: somebody
/// who orders the same again and again must not be a crowd to himself.
/// </summary>
internal sealed class Company
{
    /// <summary>The usual share counts as many orders among the company.</summary>
    private const double Inertia = 3;

    private readonly Members groups;
    private readonly Members buyers;
    private readonly int[] groupOf;
    private readonly int[] buyerOf;
    private readonly double least, most;

    /// <param name="groupCode">The group of an order, below <paramref name="count"/>; −1 for none.</param>
    /// <param name="least">Log-odds that it takes off at most.</param>
    /// <param name="most">Log-odds that it adds at most.</param>
    public Company(BrushingTable table, Func<int, int> groupCode, int count, double least, double most)
    {
        (this.least, this.most) = (least, most);
        groups = new Members(table.Count, count, groupCode);
        groupOf = [.. Enumerable.Range(0, table.Count).Select(groupCode)];
        var pairs = new Dictionary<(int, int), int>();
        buyerOf = new int[table.Count];
        for (var i = 0; i < buyerOf.Length; i++)
        {
            var pair = (groupOf[i], table.Buyers[i]);
            buyerOf[i] = groupOf[i] < 0 ? -1 : pairs.TryGetValue(pair, out var known) ? known : pairs[pair] = pairs.Count;
        }

        buyers = new Members(table.Count, pairs.Count, i => buyerOf[i]);
    }

    /// <summary>Adds to the log-odds of each order what its company says, 0 when all are as usual.</summary>
    public void Add(double[] odds, double[] beliefs)
    {
        var (all, own) = (Sums(groups, beliefs), Sums(buyers, beliefs));
        for (var i = 0; i < odds.Length; i++)
        {
            if (groupOf[i] is not (>= 0 and var group))
                continue;
            var others = groups[group].Length - buyers[buyerOf[i]].Length;
            var share = (all[group] - own[buyerOf[i]] + (Inertia * BrushingBeliefs.Usual)) / (others + Inertia);
            odds[i] += Math.Clamp(BrushingBeliefs.LogOdds(share) - BrushingBeliefs.Prior, least, most);
        }
    }

    private static double[] Sums(Members groups, double[] beliefs)
    {
        var sums = new double[groups.Count];
        for (var g = 0; g < sums.Length; g++)
            foreach (var i in groups[g])
                sums[g] += beliefs[i];
        return sums;
    }
}
