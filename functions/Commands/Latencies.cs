namespace MerchantOps.Functions.Commands;

/// <summary>Collects durations in buckets of a hundredth of a millisecond at the low end and one per cent above; constant memory. Thread-safe.</summary>
internal sealed class Latencies
{
    private const double Smallest = 0.01, Growth = 1.01;

    private readonly long[] buckets = new long[2000];

    public long Count => buckets.Sum();

    public void Add(TimeSpan latency)
    {
        var bucket = latency.TotalMilliseconds <= Smallest ? 0 : (int)(Math.Log(latency.TotalMilliseconds / Smallest) / Math.Log(Growth));
        Interlocked.Increment(ref buckets[Math.Min(bucket, buckets.Length - 1)]);
    }

    /// <summary>Milliseconds below which <paramref name="share"/> of the durations lie, within one per cent; 0 when there are none.</summary>
    public double Quantile(double share)
    {
        var remaining = (long)Math.Ceiling(share * Count);
        for (var bucket = 0; bucket < buckets.Length; bucket++)
            if (buckets[bucket] > 0 && (remaining -= buckets[bucket]) <= 0)
                return Smallest * Math.Pow(Growth, bucket + 1);
        return 0;
    }
}
