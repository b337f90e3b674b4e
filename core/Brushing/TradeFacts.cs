namespace MerchantOps.Brushing;

/// <summary>What price, refund and repetition tell.</summary>
internal static class TradeFacts
{
    private const int MinPrices = 5, Near = 5;

    /// <summary>An answer of <see cref="BrushingFact.Refund"/> per order.</summary>
    public static byte[] Refunds(BrushingTable table)
    {
        var answers = new byte[table.Count];
        for (var i = 0; i < answers.Length; i++)
            answers[i] = table.Orders[i] switch
            {
                { RefundedAt: null } => 0,
                { RefundedShare: < 0.7 } => 1,
                _ => table.Reviews[i] is { Rating: >= 5 } ? (byte)3 : (byte)2,
            };
        return answers;
    }

    /// <summary>An answer of <see cref="BrushingFact.Quantity"/> per order.</summary>
    public static byte[] Quantities(BrushingTable table) => Array.ConvertAll(table.Orders, static o => o.Quantity switch
    {
        <= 1 => (byte)0,
        <= 3 => (byte)1,
        _ => (byte)2,
    });

    /// <summary>An answer of <see cref="BrushingFact.Repeat"/> per order.</summary>
    public static byte[] Repeats(BrushingTable table)
    {
        var keys = new (int Listing, int Buyer, int Order)[table.Count];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = (table.Listings[i], table.Buyers[i], i);
        Array.Sort(keys);

        var answers = new byte[keys.Length];
        for (int from = 0, to; from < keys.Length; from = to)
        {
            for (to = from + 1; to < keys.Length && (keys[to].Listing, keys[to].Buyer) == (keys[from].Listing, keys[from].Buyer);)
                to++;
            for (var k = from; k < to; k++)
                answers[keys[k].Order] = keys[k].Listing < 0 ? BrushingFact.Unknown : (byte)(IsHurried(from, to) ? 3 : Math.Min(2, to - from - 1));
        }

        return answers;

        // Order numbers follow time.
        bool IsHurried(int from, int to)
        {
            for (var k = from; k + 2 < to; k++)
                if (table.Orders[keys[k + 2].Order].At - table.Orders[keys[k].Order].At <= TimeSpan.FromHours(1))
                    return true;
            return false;
        }
    }

    /// <summary>
    /// An answer of <see cref="BrushingFact.Price"/> per order: how far it is off the listing's median price and off that of the orders
    /// about it in time, whichever is nearer, because a sale has a price of its own.
    /// </summary>
    /// <param name="beliefs">Probability of each order to be fake: what is fake does not make a price usual.</param>
    public static byte[] Prices(BrushingTable table, Members listings, double[] beliefs)
    {
        var answers = new byte[table.Count];
        Array.Fill(answers, BrushingFact.Unknown);
        for (var l = 0; l < listings.Count; l++)
        {
            var orders = listings[l];
            if (MedianOf(table, orders, beliefs) is not { } usual)
                continue;
            for (var k = 0; k < orders.Length; k++)
                if (table.Orders[orders[k]].Price is > 0 and var price)
                {
                    var near = orders[Math.Max(0, k - Near)..Math.Min(orders.Length, k + Near + 1)];
                    var (off, offNear) = (Math.Log(price / usual), Math.Log(price / (MedianOf(table, near, beliefs) ?? usual)));
                    answers[orders[k]] = AnswerOf(Math.Abs(offNear) < Math.Abs(off) ? offNear : off);
                }
        }

        return answers;
    }

    private static byte AnswerOf(double off) => off switch
    {
        > 0.15 => 3,
        < -0.15 => 2,
        > 0.03 or < -0.03 => 1,
        _ => 0,
    };

    private static double? MedianOf(BrushingTable table, ReadOnlySpan<int> orders, double[] beliefs)
    {
        var prices = new List<(double Price, double Weight)>(orders.Length);
        foreach (var i in orders)
            if (table.Orders[i].Price is > 0 and var price)
                prices.Add((price, 1.001 - beliefs[i]));
        if (prices.Count < MinPrices)
            return null;

        prices.Sort();
        var half = prices.Sum(static p => p.Weight) / 2;
        foreach (var (price, weight) in prices)
            if ((half -= weight) <= 0)
                return price;
        return prices[^1].Price;
    }
}
