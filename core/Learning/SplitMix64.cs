namespace MerchantOps.Learning;

/// <summary>
/// A fast seeded generator (Steele, Lea and Flood 2014, "Fast Splittable Pseudorandom Number Generators") for where millions of draws
/// are needed: a seeded <see cref="Random"/> takes several times as long. Not for secrets. A value that changes as it draws: pass it by
/// reference, one per thread.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private ulong state = seed;

    /// <summary>A generator of its own for part <paramref name="index"/> of some work, whichever thread does it.</summary>
    public static SplitMix64 For(int seed, int index) => new(new SplitMix64(((ulong)(uint)seed << 32) | (uint)index).Next());

    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 to <paramref name="limit"/> - 1; the bias is below one part in four billion.</summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    /// <summary>From 0 up to but not 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));
}
