using MathNet.Numerics.Distributions;

namespace MerchantOps.Learning.Measures;

/// <summary>
/// Confidence of an AUC and of the difference of two on the same rows (DeLong, DeLong and Clarke-Pearson 1988, in the n log n of
/// Sun and Xu 2014). Exact enough from some 10 rows of each class on; for other measures, or an AUC near 1 on few rows, use
/// <see cref="Bootstrap"/>. Costs one sort per ranking. Labels are 1 or 0, rows count alike. Stateless.
/// </summary>
public static class DeLong
{
    /// <param name="level">Of confidence, between 0 and 1.</param>
    /// <returns>Cut off at 0 and 1.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a score is not a number, or a class has fewer than two rows.</exception>
    public static Interval Interval(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, double level = 0.95)
    {
        var parts = Placements.Of(scores, labels);
        var error = Math.Sqrt(Covariance(parts, parts));
        var reach = Reach(level) * error;
        return new Interval(parts.Auc, error, Math.Max(0, parts.Auc - reach), Math.Min(1, parts.Auc + reach));
    }

    /// <summary>The AUC of <paramref name="first"/> less that of <paramref name="second"/>.</summary>
    /// <exception cref="ArgumentException">Lengths differ, a score is not a number, or a class has fewer than two rows.</exception>
    public static Difference Compare(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<float> labels, double level = 0.95)
    {
        var (a, b) = (Placements.Of(first, labels), Placements.Of(second, labels));
        var difference = a.Auc - b.Auc;
        var error = Math.Sqrt(Math.Max(0, Covariance(a, a) + Covariance(b, b) - (2 * Covariance(a, b))));
        var reach = Reach(level) * error;
        var p = error > 0 ? 2 * Normal.CDF(0, 1, -Math.Abs(difference) / error) : difference == 0 ? 1 : 0;
        return new Difference(difference, error, difference - reach, difference + reach, p);
    }

    private static double Reach(double level) =>
        level is > 0 and < 1 ? Normal.InvCDF(0, 1, (1 + level) / 2) : throw new ArgumentOutOfRangeException(nameof(level), level, "A level of confidence lies between 0 and 1.");

    private static double Covariance(Placements a, Placements b) =>
        (Covariance(a.OfPositives, b.OfPositives) / a.OfPositives.Length) + (Covariance(a.OfNegatives, b.OfNegatives) / a.OfNegatives.Length);

    private static double Covariance(double[] a, double[] b)
    {
        var (meanA, meanB, sum) = (a.Average(), b.Average(), 0.0);
        for (var i = 0; i < a.Length; i++)
            sum += (a[i] - meanA) * (b[i] - meanB);
        return sum / (a.Length - 1);
    }

    /// <summary>Per positive the share of negatives below it, per negative the share of positives above it; ties count half.</summary>
    private sealed record Placements(double Auc, double[] OfPositives, double[] OfNegatives)
    {
        public static Placements Of(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels)
        {
            var tiers = Tiers.Of(scores, labels);
            var ranked = new RankedScores(tiers, labels, []);
            if (ranked.PositiveWeight < 2 || ranked.NegativeWeight < 2)
                throw new ArgumentException("Either class needs two rows or more.", nameof(labels));

            var (ofPositives, ofNegatives) = (new double[(int)ranked.PositiveWeight], new double[(int)ranked.NegativeWeight]);
            var (below, above) = Shares(ranked);
            for (int i = 0, p = 0, n = 0; i < labels.Length; i++)
                _ = labels[i] > 0 ? ofPositives[p++] = below[tiers.OfRow[i]] : ofNegatives[n++] = above[tiers.OfRow[i]];
            return new Placements(ranked.Auc(), ofPositives, ofNegatives);
        }

        private static (double[] NegativesBelow, double[] PositivesAbove) Shares(RankedScores ranked)
        {
            var (below, above) = (new double[ranked.Scores.Length], new double[ranked.Scores.Length]);
            var (positives, negatives) = (0.0, 0.0);
            for (var i = 0; i < below.Length; i++)
            {
                above[i] = (positives + (ranked.Positives[i] / 2)) / ranked.PositiveWeight;
                below[i] = 1 - ((negatives + (ranked.Negatives[i] / 2)) / ranked.NegativeWeight);
                positives += ranked.Positives[i];
                negatives += ranked.Negatives[i];
            }

            return (below, above);
        }
    }
}
