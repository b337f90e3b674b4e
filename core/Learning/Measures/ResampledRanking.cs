namespace MerchantOps.Learning.Measures;

/// <summary>A ranking whose resamples are made by counting again, without sorting. Not thread-safe: all resamples share their arrays.</summary>
internal sealed class ResampledRanking
{
    private readonly int[] tierOfPositive;
    private readonly int[] tierOfNegative;
    private readonly double[] positives;
    private readonly double[] negatives;
    private readonly RankedScores resample;

    /// <exception cref="ArgumentException">As for <see cref="RankedScores"/>, or a class is missing.</exception>
    public ResampledRanking(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels)
    {
        var tiers = Tiers.Of(scores, labels);
        Whole = new RankedScores(tiers, labels, []);
        if (Whole.PositiveWeight == 0 || Whole.NegativeWeight == 0)
            throw new ArgumentException("Both classes must occur.", nameof(labels));

        (tierOfPositive, tierOfNegative) = (new int[(int)Whole.PositiveWeight], new int[(int)Whole.NegativeWeight]);
        for (int i = 0, p = 0, n = 0; i < labels.Length; i++)
            _ = labels[i] > 0 ? tierOfPositive[p++] = tiers.OfRow[i] : tierOfNegative[n++] = tiers.OfRow[i];
        (positives, negatives) = (new double[tiers.Scores.Length], new double[tiers.Scores.Length]);
        resample = new RankedScores(tiers.Scores, positives, negatives, Whole.PositiveWeight, Whole.NegativeWeight);
        Strata = new Strata(tierOfPositive.Length, tierOfNegative.Length);
    }

    public RankedScores Whole { get; }

    public Strata Strata { get; }

    /// <summary>Good until the next one.</summary>
    public RankedScores Resample(Strata counts)
    {
        Count(counts.Positives, tierOfPositive, positives);
        Count(counts.Negatives, tierOfNegative, negatives);
        return resample;
    }

    private static void Count(byte[] counts, int[] tiers, double[] into)
    {
        Array.Clear(into);
        for (var i = 0; i < counts.Length; i++)
            into[tiers[i]] += counts[i];
    }
}
