namespace MerchantOps.Fraud.Signals;

/// <summary>The features that one entity gives to an order of a moment, from its signals before it. Pure.</summary>
internal static class EntityFeatures
{
    private const int DueDays = 7;

    /// <summary>Writes the block of <see cref="FeatureTable"/> for one entity.</summary>
    /// <param name="into">As long as the block.</param>
    public static void Write(EntitySignals signals, in OrderSeen seen, Span<float> into)
    {
        var (day, hour) = (seen.At / EntitySignals.SecondsPerDay, seen.At / EntitySignals.SecondsPerHour);
        var intoDay = (double)(seen.At % EntitySignals.SecondsPerDay) / EntitySignals.SecondsPerDay;
        var intoHour = (double)(seen.At % EntitySignals.SecondsPerHour) / EntitySignals.SecondsPerHour;
        var days = signals.DayRing;
        into[0] = signals.Orders;
        into[1] = (float)signals.HourRing.Sliding(hour, intoHour, 1, 0);
        into[2] = (float)signals.HourRing.Sliding(hour, intoHour, 24, 0);
        into[3] = (float)days.Sliding(day, intoDay, 7, EntitySignals.OrdersColumn);
        into[4] = (float)days.Sliding(day, intoDay, 30, EntitySignals.OrdersColumn);
        into[5] = (float)signals.DollarDays.Sliding(day, intoDay, 1, 0);
        into[6] = (float)signals.DollarSpans.Sliding(seen.At / EntitySignals.SecondsPerSpan, (double)(seen.At % EntitySignals.SecondsPerSpan) / EntitySignals.SecondsPerSpan, 6, 0);
        into[7] = signals.Orders > 0 ? (float)Math.Log((seen.Amount + 1) / ((signals.Cents / 100.0 / signals.Orders) + 1)) : 0;
        into[8] = Deviation(signals, seen.Amount);
        into[9] = signals.Last > 0 ? Math.Max(0, seen.At - signals.Last) / 60f : float.NaN;
        into[10] = signals.First > 0 ? (float)Math.Max(0, seen.At - signals.First) / EntitySignals.SecondsPerDay : float.NaN;
        into[11] = Math.Max(0, signals.Frauds);
        into[12] = ShareOfAll(signals, day, intoDay);
        into[13] = ShareOf(days, day, 7, intoDay);
        into[14] = ShareOf(days, day, 30, intoDay);
        (into[15], into[16]) = Run(days, day);
    }

    private static float Deviation(EntitySignals signals, double amount)
    {
        if (signals.Orders < 2)
            return float.NaN;
        var mean = (double)signals.LogSum / signals.Orders;
        var spread = Math.Sqrt(Math.Max(0, ((double)signals.LogSquares / signals.Orders) - (mean * mean)));
        return (float)(((Math.Log(1 + amount) * EntitySignals.LogUnit) - mean) / Math.Max(spread, 0.1 * EntitySignals.LogUnit));
    }

    // Of an order younger than a week nobody can know yet that it was good, so it counts neither way.
    private static float ShareOfAll(EntitySignals signals, long day, double intoDay)
    {
        var young = signals.DayRing.Sliding(day, intoDay, DueDays, EntitySignals.OrdersColumn);
        var youngFrauds = signals.DayRing.Sum(day - DueDays + 1, day, EntitySignals.FraudsColumn);
        return Smoothed(signals.Frauds - youngFrauds, signals.Orders - young);
    }

    private static float ShareOf(Ring days, long day, int window, double intoDay)
    {
        var due = days.Sum(day - DueDays - window + 1, day - DueDays - 1, EntitySignals.OrdersColumn) + (days[day - DueDays, EntitySignals.OrdersColumn] * intoDay);
        return Smoothed(days.Sum(day - DueDays - window + 1, day - DueDays, EntitySignals.FraudsColumn), due);
    }

    private static float Smoothed(double frauds, double orders) => (float)((Math.Max(0, frauds) + 0.02) / (Math.Max(0, orders) + 2));

    /// <summary>Days since the run began and since its newest fraud, walking back from now.</summary>
    private static (float Run, float Since) Run(Ring days, long day)
    {
        var (began, newest, broken) = (-1L, -1L, false);
        for (var d = day; d > day - EntitySignals.Days && !(broken && newest >= 0); d--)
        {
            var (orders, frauds) = (days[d, EntitySignals.OrdersColumn], days[d, EntitySignals.FraudsColumn]);
            if (frauds > 0 && newest < 0)
                newest = d;
            if (frauds > 0 && frauds * 2 >= orders)
                began = broken ? began : d;
            else if (orders > 0 && d < day - DueDays)
                broken = true;
        }

        return (began < 0 ? 0 : day - began + 1, newest < 0 ? float.NaN : day - newest);
    }
}
