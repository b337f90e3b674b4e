namespace MerchantOps.Learning.Measures;

/// <summary>
/// How well scores rank positives above negatives, for one figure of one ranking; <see cref="RankedScores"/> sorts once for several.
/// A score that is not a number is refused with an <see cref="ArgumentException"/>. Stateless.
/// </summary>
public static class RankingMetrics
{
    /// <inheritdoc cref="RankedScores.Auc"/>
    public static double Auc(double[] scores, bool[] labels) => RankedScores.Of(scores, labels).Auc();

    /// <inheritdoc cref="RankedScores.AveragePrecision"/>
    public static double AveragePrecision(double[] scores, bool[] labels) => RankedScores.Of(scores, labels).AveragePrecision();
}
