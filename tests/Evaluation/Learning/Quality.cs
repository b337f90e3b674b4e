using MerchantOps.Learning.Measures;

namespace MerchantOps.Evaluation.Learning;

/// <summary>How well probabilities tell two classes apart.</summary>
/// <param name="Recall">The share of class 1 found when 1 % of class 0 is taken for it.</param>
public sealed record Quality(double Auc, double Ap, double LogLoss, double Recall)
{
    private const double FalsePositiveRate = 0.01;

    public static Quality Of(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels)
    {
        var ranked = new RankedScores(scores, labels);
        return new Quality(
            ranked.Auc(), ranked.AveragePrecision(), ProbabilityMeasures.LogLoss(scores, labels), ranked.RecallAtFalsePositiveRate(FalsePositiveRate));
    }

    /// <summary>The mean of each figure.</summary>
    public static Quality Mean(IReadOnlyCollection<Quality> all) =>
        new(all.Average(q => q.Auc), all.Average(q => q.Ap), all.Average(q => q.LogLoss), all.Average(q => q.Recall));
}
