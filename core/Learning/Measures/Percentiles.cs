namespace MerchantOps.Learning.Measures;

/// <summary>Intervals from the values of a measure over resamples.</summary>
internal static class Percentiles
{
    public static Interval Interval(double estimate, double[] replicas, double level)
    {
        Array.Sort(replicas);
        return new Interval(estimate, StandardError(replicas), At(replicas, (1 - level) / 2), At(replicas, (1 + level) / 2));
    }

    public static Difference Difference(double estimate, double[] replicas, double level)
    {
        var interval = Interval(estimate, replicas, level);
        var (below, above) = (replicas.Count(static r => r <= 0), replicas.Count(static r => r >= 0));
        var p = Math.Min(1, 2.0 * (Math.Min(below, above) + 1) / (replicas.Length + 1));
        return new Difference(estimate, interval.StandardError, interval.Low, interval.High, p);
    }

    private static double At(double[] sorted, double share)
    {
        var (position, last) = (share * (sorted.Length - 1), sorted.Length - 1);
        var below = (int)position;
        return sorted[below] + ((position - below) * (sorted[Math.Min(below + 1, last)] - sorted[below]));
    }

    private static double StandardError(double[] replicas)
    {
        var mean = replicas.Average();
        return Math.Sqrt(replicas.Sum(r => (r - mean) * (r - mean)) / (replicas.Length - 1));
    }
}
