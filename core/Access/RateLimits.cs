using System.Runtime.InteropServices;
using MerchantOps.Errors;
using Microsoft.Extensions.Options;

namespace MerchantOps.Access;

/// <summary>Token buckets per class and caller, in bounded memory, of this process alone. Thread-safe.</summary>
public sealed class RateLimits(IOptions<RateLimitOptions> options, TimeProvider time)
{
    private const string Everybody = "";

    private readonly RateLimitOptions _options = options.Value;
    private readonly Dictionary<(CallerClass, string), Bucket> _buckets = [];
    private readonly Lock _gate = new();
    private long? _sweptAt;

    /// <summary>Counts one call of <paramref name="caller"/>.</summary>
    /// <exception cref="TooManyRequestsException">It came too soon, and tells when to come again.</exception>
    public void Take(CallerClass of, string caller)
    {
        var rate = _options.RateOf(of);
        if (rate <= 0)
            return;

        var now = time.GetTimestamp();
        double missing;
        lock (_gate)
        {
            var key = Admit(of, caller, now);
            ref var bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(_buckets, key, out var known);
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
        if (_buckets.Count < _options.MaxCallers || _buckets.ContainsKey((of, caller)))
            return (of, caller);

        if (_sweptAt is null || Elapsed(_sweptAt.Value, now) >= 1)
            Sweep(now);
        return (of, _buckets.Count < _options.MaxCallers ? caller : Everybody);
    }

    /// <summary>A bucket that has filled up again is as good as none.</summary>
    private void Sweep(long now)
    {
        _sweptAt = now;
        foreach (var (key, bucket) in _buckets)
            if (bucket.Tokens + (Elapsed(bucket.At, now) * _options.RateOf(key.Item1)) >= Burst(_options.RateOf(key.Item1)))
                _buckets.Remove(key);
    }

    private double Burst(double rate) => Math.Max(1, rate * _options.BurstSeconds);

    private double Elapsed(long from, long to) => time.GetElapsedTime(from, to).TotalSeconds;

    private readonly record struct Bucket(double Tokens, long At);
}
