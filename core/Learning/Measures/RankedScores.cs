using System.Numerics.Tensors;

namespace MerchantOps.Learning.Measures;

/// <summary>
/// Scores of two classes, sorted once so that every measure of ranking and of thresholds is one pass: some 50 ms for 300,000 rows,
/// then about a millisecond per measure. A row is selected at a threshold when its score is at least that; equal scores are selected
/// together, so the order of rows never matters. Holds no reference to what it was given. Immutable and thread-safe.
/// </summary>
public sealed class RankedScores
{
    private readonly double[] scores;
    private readonly double[] positives;
    private readonly double[] negatives;

    /// <param name="scores">One per row, higher for the positive class; infinities are allowed.</param>
    /// <param name="labels">1 for the positive class, 0 for the other.</param>
    /// <param name="weights">What each row counts, ≥ 0; empty for 1 each. A weight of 2 is the same as the row twice.</param>
    /// <exception cref="ArgumentException">Lengths differ, a score is not a number, or a label is neither 0 nor 1.</exception>
    public RankedScores(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default)
        : this(Tiers.Of(scores, labels), labels, weights)
    {
    }

    internal RankedScores(Tiers tiers, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        if (!weights.IsEmpty && weights.Length != labels.Length)
            throw new ArgumentException($"{weights.Length} weights are given for {labels.Length} labels.", nameof(weights));

        (this.scores, positives, negatives) = (tiers.Scores, new double[tiers.Scores.Length], new double[tiers.Scores.Length]);
        for (var i = 0; i < labels.Length; i++)
            (labels[i] > 0 ? positives : negatives)[tiers.OfRow[i]] += weights.IsEmpty ? 1 : weights[i];
        (PositiveWeight, NegativeWeight) = (positives.Sum(), negatives.Sum());
    }

    /// <summary>Takes the arrays as they are; for resamples, which fill the same ones again and again.</summary>
    internal RankedScores(double[] scores, double[] positives, double[] negatives, double positiveWeight, double negativeWeight)
    {
        (this.scores, this.positives, this.negatives) = (scores, positives, negatives);
        (PositiveWeight, NegativeWeight) = (positiveWeight, negativeWeight);
    }

    /// <summary>The different scores, falling.</summary>
    public ReadOnlySpan<double> Scores => scores;

    /// <summary>What the positives of each different score count together.</summary>
    public ReadOnlySpan<double> Positives => positives;

    /// <summary>What the negatives of each different score count together.</summary>
    public ReadOnlySpan<double> Negatives => negatives;

    public double PositiveWeight { get; }

    public double NegativeWeight { get; }

    /// <exception cref="ArgumentException">Lengths differ or a score is not a number.</exception>
    public static RankedScores Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        var numbers = new float[labels.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = labels[i] ? 1 : 0;
        return new RankedScores(scores, numbers);
    }

    /// <summary>Area under the ROC curve, ties counted half (the Mann-Whitney statistic); 0.5 when a class is missing.</summary>
    public double Auc()
    {
        double above = 0, wins = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            wins += negatives[i] * (above + (positives[i] / 2));
            above += positives[i];
        }

        return PositiveWeight == 0 || NegativeWeight == 0 ? 0.5 : wins / (PositiveWeight * NegativeWeight);
    }

    /// <summary>Average precision: the area under the precision-recall curve as a step function; 0 without positives.</summary>
    public double AveragePrecision()
    {
        double found = 0, taken = 0, area = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            taken += positives[i] + negatives[i];
            if (positives[i] <= 0)
                continue;
            found += positives[i];
            area += positives[i] * found / taken;
        }

        return found == 0 ? 0 : area / found;
    }

    /// <summary>The largest share of positives selected at any threshold that selects at most this share of the negatives; never interpolated. 0 without positives.</summary>
    public double RecallAtFalsePositiveRate(double rate)
    {
        var tiers = TiersWithin(rate);
        return PositiveWeight == 0 ? 0 : TensorPrimitives.Sum<double>(positives.AsSpan(0, tiers)) / PositiveWeight;
    }

    /// <summary>The lowest score that may be a threshold if at most this share of the negatives is to be selected; infinite when none may.</summary>
    public double ThresholdAtFalsePositiveRate(double rate) => TiersWithin(rate) is > 0 and var tiers ? scores[tiers - 1] : double.PositiveInfinity;

    /// <summary>Share of positives among the <paramref name="count"/> highest scores; of those tied at the end, each counts the share that fits. All rows when there are fewer.</summary>
    public double PrecisionAt(double count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        double found = 0, taken = 0;
        for (var i = 0; i < scores.Length && taken < count; i++)
        {
            var tier = positives[i] + negatives[i];
            var share = tier <= count - taken ? 1 : (count - taken) / tier;
            found += share * positives[i];
            taken += share * tier;
        }

        return taken == 0 ? 0 : found / taken;
    }

    /// <summary>What selecting all scores of at least <paramref name="threshold"/> gets right and wrong.</summary>
    public Confusion At(double threshold)
    {
        double right = 0, wrong = 0;
        for (var i = 0; i < scores.Length && scores[i] >= threshold; i++)
        {
            right += positives[i];
            wrong += negatives[i];
        }

        return new Confusion(right, wrong, NegativeWeight - wrong, PositiveWeight - right);
    }

    /// <summary>How many of the different scores may be selected.</summary>
    private int TiersWithin(double rate)
    {
        var (wrong, tiers) = (0.0, 0);
        while (tiers < scores.Length && (NegativeWeight == 0 || (wrong + negatives[tiers]) / NegativeWeight <= rate))
            wrong += negatives[tiers++];
        return tiers;
    }
}
