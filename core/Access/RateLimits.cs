using System.Runtime.InteropServices;
using MerchantOps.Errors;
using Microsoft.Extensions.Options;

namespace MerchantOps.Access;

/// <summary>Token buckets per class and caller, in bounded memory, of this process alone. Thread-safe.</summary>
public sealed class RateLimits(IOptions<RateLimitOptions> options, TimeProvider time)
{
    private const string Everybody = "";

    private readonly RateLimitOptions options = options.Value;
    private readonly Dictionary<(CallerClass, string), Bucket> buckets = [];
    private readonly Lock gate = new();
    private long? sweptAt;

    /// <summary>Counts one call of <paramref name="caller"/>.</summary>
    /// <exception cref="TooManyRequestsException">It came too soon, and tells when to come again.</exception>
    public void Take(CallerClass of, string caller)
    {
        var rate = options.RateOf(of);
        if (rate <= 0)
            return;

        var now = time.GetTimestamp();
        double missing;
        lock (gate)
        {
            var key = Admit(of, caller, now);
            ref var bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(buckets, key, out var known);
            var burst = Burst(rate);
            var filled = known ? Math.Min(burst, bucket.Tokens + (Elapsed(bucket.At, now) * rate)) : burst;
            missing = Math.Max(0, 1 - filled);
            bucket = new Bucket(missing > 0 ? filled : filled - 1, now);
        }

        if (missing > 0)
            throw new TooManyRequestsException("Too many requests; try again later.", TimeSpan.FromSeconds(missing / rate));
    }

    private (CallerClass, string) Admit(CallerClass of, string caller, long now)
    {
        if (buckets.Count < options.MaxCallers || buckets.ContainsKey((of, caller)))
            return (of, caller);

        if (sweptAt is null || Elapsed(sweptAt.Value, now) >= 1)
            Sweep(now);
        return (of, buckets.Count < options.MaxCallers ? caller : Everybody);
    }

    /// <summary>A bucket that has filled up again is as good as none.</summary>
    private void Sweep(long now)
    {
        sweptAt = now;
        foreach (var (key, bucket) in buckets)
            if (bucket.Tokens + (Elapsed(bucket.At, now) * options.RateOf(key.Item1)) >= Burst(options.RateOf(key.Item1)))
                buckets.Remove(key);
    }

    private double Burst(double rate) => Math.Max(1, rate * options.BurstSeconds);

    private double Elapsed(long from, long to) => time.GetElapsedTime(from, to).TotalSeconds;

    private readonly record struct Bucket(double Tokens, long At);
}
