namespace MerchantOps.Benchmarks;

/// <summary>Exact quantiles of measured durations.</summary>
internal static class Durations
{
    /// <summary>Milliseconds within which <paramref name="share"/> of the durations lie (nearest rank).</summary>
    /// <param name="share">Above 0, up to 1.</param>
    public static double Quantile(IEnumerable<TimeSpan> durations, double share)
    {
        var sorted = durations.Order().ToList();
        return sorted[(int)Math.Ceiling(share * sorted.Count) - 1].TotalMilliseconds;
    }
}
