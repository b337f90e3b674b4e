namespace MerchantOps.Brushing;

/// <summary>What the time of an order, and of the account that placed it, tells.</summary>
internal static class TimeFacts
{
    private static readonly long Hour = TimeSpan.TicksPerHour, Day = TimeSpan.TicksPerDay;

    /// <summary>An answer of <see cref="BrushingFact.Account"/> per order.</summary>
    public static byte[] Accounts(BrushingTable table)
    {
        var answers = new byte[table.Count];
        for (var i = 0; i < answers.Length; i++)
            answers[i] = (table.Orders[i].At - table.Orders[i].RegisteredAt)?.TotalDays switch
            {
                null => BrushingFact.Unknown,
                < 1 => 0,
                < 7 => 1,
                < 30 => 2,
                _ => 3,
            };
        return answers;
    }

    /// <summary>
    /// An answer of <see cref="BrushingFact.Burst"/> per order: at least 4 in two hours and five times the listing's mean rate, or at
    /// least 8 in a day and three and a half times.
    /// </summary>
    public static byte[] Bursts(BrushingTable table, Members listings)
    {
        var answers = Unknown(table.Count);
        var hours = table.Count == 0 ? 1 : Math.Max(24, (table.Orders[^1].At - table.Orders[0].At).TotalHours);
        for (var l = 0; l < listings.Count; l++)
        {
            var orders = listings[l];
            var ticks = new long[orders.Length];
            for (var k = 0; k < ticks.Length; k++)
                ticks[k] = table.Orders[orders[k]].At.UtcTicks;
            var mean = ticks.Length / hours;
            for (var k = 0; k < ticks.Length; k++)
            {
                var (near, day) = (Within(ticks, ticks[k], Hour), Within(ticks, ticks[k], Day / 2));
                answers[orders[k]] = (near >= 4 && near > 5 * 2 * mean) || (day >= 8 && day > 3.5 * 24 * mean) ? (byte)1 : (byte)0;
            }
        }

        return answers;
    }

    /// <summary>
    /// An answer of <see cref="BrushingFact.Cohort"/> per order: other buyers of the listing whose accounts were made within three hours
    /// of this one, against those made within ten days. Accounts made to buy at once say nothing: a sale brings many of them.
    /// </summary>
    public static byte[] Cohorts(BrushingTable table, Members listings)
    {
        var answers = Unknown(table.Count);
        for (var l = 0; l < listings.Count; l++)
        {
            var made = new Dictionary<int, long>();
            foreach (var i in listings[l])
                if (table.Orders[i].RegisteredAt is { } registered && table.Orders[i].At - registered >= TimeSpan.FromHours(6))
                    made[table.Buyers[i]] = registered.UtcTicks;
            long[] ticks = [.. made.Values.Order()];
            foreach (var i in listings[l])
                if (made.TryGetValue(table.Buyers[i], out var at))
                    answers[i] = CohortOf(Within(ticks, at, 3 * Hour) - 1, Within(ticks, at, 10 * Day) - 1);
        }

        return answers;
    }

    private static byte CohortOf(int near, int around) => near >= 2 && near > 6 * around * 6 / 480.0 ? near >= 4 ? (byte)2 : (byte)1 : (byte)0;

    private static byte[] Unknown(int count)
    {
        var answers = new byte[count];
        Array.Fill(answers, BrushingFact.Unknown);
        return answers;
    }

    /// <summary>How many of the sorted values are at most <paramref name="reach"/> away.</summary>
    private static int Within(long[] sorted, long value, long reach) => LowerBound(sorted, value + reach + 1) - LowerBound(sorted, value - reach);

    private static int LowerBound(long[] sorted, long value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sorted[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
