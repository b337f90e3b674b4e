namespace MerchantOps.Brushing;

/// <summary>
/// How many other buyers of the same listing share something with an order, beyond those that so many buyers would bring anyway: an
/// office buys a bit of everything, a ring all the same. n log n of the orders.
/// </summary>
internal static class LinkFacts
{
    /// <summary>The share of a shop's orders that a listing is expected to have, at most; more may be the ring's own doing.</summary>
    private const double MostExpected = 0.25;

    /// <summary>An answer of <see cref="BrushingFact.Device"/> per order.</summary>
    public static byte[] Of(BrushingTable table, Members listings, Codes shared)
    {
        var keys = new (int Shared, int Listing, int Buyer, int Order)[table.Count];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = (shared[i], table.Listings[i], table.Buyers[i], i);
        Array.Sort(keys);

        var (buyers, orders) = (BuyersOf(table, shared), OrdersOf(table));
        var answers = new byte[keys.Length];
        for (int from = 0, to; from < keys.Length; from = to)
        {
            var head = keys[from];
            var others = 0;
            for (to = from + 1; to < keys.Length && (keys[to].Shared, keys[to].Listing) == (head.Shared, head.Listing); to++)
                others += keys[to].Buyer == keys[to - 1].Buyer ? 0 : 1;
            var answer = BrushingFact.Unknown;
            if (head.Shared >= 0 && head.Listing >= 0)
            {
                var share = Math.Min(MostExpected, (double)listings[head.Listing].Length / orders[table.Orders[head.Order].Merchant]);
                answer = AnswerOf(others - (2 * share * (buyers[head.Shared] - 1)));
            }

            for (var k = from; k < to; k++)
                answers[keys[k].Order] = answer;
        }

        return answers;
    }

    private static int[] BuyersOf(BrushingTable table, Codes shared)
    {
        var known = new HashSet<(int, int)>();
        var buyers = new int[shared.Count];
        for (var i = 0; i < table.Count; i++)
            if (shared[i] >= 0 && known.Add((shared[i], table.Buyers[i])))
                buyers[shared[i]]++;
        return buyers;
    }

    private static Dictionary<string, int> OrdersOf(BrushingTable table) =>
        table.Orders.GroupBy(static o => o.Merchant).ToDictionary(static g => g.Key, static g => g.Count());

    private static byte AnswerOf(double others) => others switch
    {
        < 0.5 => 0,
        < 1.5 => 1,
        < 3.5 => 2,
        < 9.5 => 3,
        _ => 4,
    };
}
