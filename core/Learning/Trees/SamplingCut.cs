namespace MerchantOps.Learning.Trees;

/// <summary>Finds from which size on a row is drawn for certain, so that the wanted part of all rows is drawn on average.</summary>
internal static class SamplingCut
{
    /// <summary>Sizes are counted by the leading 12 bits of the float: 8 of exponent, 4 of mantissa. The sign is always clear.</summary>
    private const int Shift = 19, Buckets = 1 << 12;

    private const int EnoughRows = 1 << 15;

    public static float Size(float first, float second, float secondShare) => MathF.Sqrt((first * first) + (secondShare * second * second));

    /// <summary>Rows smaller than the cut are drawn with probability size / cut. A sample of the rows is looked at, evenly spaced.</summary>
    public static float Of(float[] first, float[] second, double rate, float secondShare)
    {
        var (counts, sums) = (new int[Buckets], new double[Buckets]);
        var (step, seen) = (Math.Max(1, first.Length / EnoughRows), 0);
        double below = 0;
        for (var i = 0; i < first.Length; i += step, seen++)
        {
            var size = Size(first[i], second[i], secondShare);
            var bucket = BitConverter.SingleToInt32Bits(size) >> Shift;
            counts[bucket]++;
            sums[bucket] += size;
            below += size;
        }

        var wanted = rate * seen;
        double above = 0;
        for (var bucket = Buckets - 1; bucket > 0; bucket--)
        {
            // With the cut at the lower edge of this bucket, all it holds would be taken.
            var edge = BitConverter.Int32BitsToSingle(bucket << Shift);
            if (above + counts[bucket] + ((below - sums[bucket]) / edge) > wanted)
                break;
            (above, below) = (above + counts[bucket], below - sums[bucket]);
        }

        return (float)Math.Max(below / Math.Max(wanted - above, 1e-9), 1e-30);
    }
}
