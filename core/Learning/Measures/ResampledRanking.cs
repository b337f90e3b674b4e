namespace MerchantOps.Learning.Measures;

/// <summary>A ranking whose resamples are made by counting again, without sorting. Not thread-safe: all resamples share their arrays.</summary>
internal sealed class ResampledRanking
{
    private readonly int[] tierOfPositive;
    private readonly int[] tierOfNegative;
    private readonly double[] positives;
    private readonly double[] negatives;
    private readonly float[] weightOfPositive;
    private readonly float[] weightOfNegative;
    private readonly double[] tierScores;
    private readonly RankedScores resample;

    /// <exception cref="ArgumentException">As for <see cref="RankedScores"/>, or a class is missing.</exception>
    /// <param name="weights">Empty for 1 each.</param>
    public ResampledRanking(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        var tiers = Tiers.Of(scores, labels);
        Whole = new RankedScores(tiers, labels, weights);
        if (Whole.PositiveWeight == 0 || Whole.NegativeWeight == 0)
            throw new ArgumentException("Both classes must occur.", nameof(labels));

        tierOfPositive = Where<int>(labels, tiers.OfRow, positive: true);
        tierOfNegative = Where<int>(labels, tiers.OfRow, positive: false);
        weightOfPositive = weights.IsEmpty ? [] : Where(labels, weights, positive: true);
        weightOfNegative = weights.IsEmpty ? [] : Where(labels, weights, positive: false);
        tierScores = tiers.Scores;
        (positives, negatives) = (new double[tierScores.Length], new double[tierScores.Length]);
        resample = new RankedScores(tierScores, positives, negatives, Whole.PositiveWeight, Whole.NegativeWeight);
        Strata = new Strata(tierOfPositive.Length, tierOfNegative.Length);
    }

    public RankedScores Whole { get; }

    public Strata Strata { get; }

    /// <summary>Good until the next one.</summary>
    public RankedScores Resample(Strata counts)
    {
        Count(counts.Positives, tierOfPositive, weightOfPositive, positives);
        Count(counts.Negatives, tierOfNegative, weightOfNegative, negatives);
        // Rows of other weights change the sums from one resample to the next.
        return weightOfPositive is [] ? resample : new RankedScores(tierScores, positives, negatives, positives.Sum(), negatives.Sum());
    }

    private static void Count(byte[] counts, int[] tiers, float[] weights, double[] into)
    {
        Array.Clear(into);
        if (weights is [])
            for (var i = 0; i < counts.Length; i++)
                into[tiers[i]] += counts[i];
        else
            for (var i = 0; i < counts.Length; i++)
                into[tiers[i]] += counts[i] * (double)weights[i];
    }

    private static T[] Where<T>(ReadOnlySpan<float> labels, ReadOnlySpan<T> values, bool positive)
    {
        var found = new List<T>();
        for (var i = 0; i < labels.Length; i++)
            if (labels[i] > 0 == positive)
                found.Add(values[i]);
        return [.. found];
    }
}
