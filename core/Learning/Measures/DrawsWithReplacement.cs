namespace MerchantOps.Learning.Measures;

/// <summary>
/// How often each of n things comes in n draws with replacement. Drawing them one by one jumps about in memory; independent Poisson
/// counts run along it, and given their sum they are distributed as draws are. So most come from a Poisson slightly too low, and the
/// few that lack are drawn one by one; a sum that is too high is thrown away. Immutable.
/// </summary>
internal sealed class DrawsWithReplacement
{
    private readonly byte[] counts;
    private readonly int size;

    public DrawsWithReplacement(int size)
    {
        this.size = size;
        counts = PoissonQuantiles(Math.Max(0, 1 - (6 / Math.Sqrt(size))));
    }

    /// <param name="into">One per thing.</param>
    public void Draw(ref SplitMix64 random, Span<byte> into)
    {
        int drawn;
        do
            drawn = DrawPoisson(ref random, into);
        while (drawn > size);

        for (; drawn < size; drawn++)
            into[random.Below(size)]++;
    }

    private int DrawPoisson(ref SplitMix64 random, Span<byte> into)
    {
        var (drawn, bits) = (0, 0UL);
        for (var i = 0; i < into.Length; i++)
        {
            bits = i % 4 == 0 ? random.Next() : bits >> 16;
            var count = counts[(ushort)bits];
            into[i] = count;
            drawn += count;
        }

        return drawn;
    }

    /// <summary>The count at each 65,536th of the distribution.</summary>
    private static byte[] PoissonQuantiles(double mean)
    {
        var quantiles = new byte[1 << 16];
        var (count, term) = ((byte)0, Math.Exp(-mean));
        var upTo = term;
        for (var i = 0; i < quantiles.Length; i++)
        {
            for (; (i + 0.5) / quantiles.Length > upTo; upTo += term)
                term *= mean / ++count;
            quantiles[i] = count;
        }

        return quantiles;
    }
}
