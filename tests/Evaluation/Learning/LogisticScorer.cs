using MerchantOps.Learning.Data;
using MerchantOps.Learning.Linear;

namespace MerchantOps.Evaluation.Learning;

internal sealed class LogisticScorer(LogisticClassifier model) : IScorer
{
    public int Trees => 0;

    public int Leaves => 0;

    /// <summary>One thread, and nothing is drawn.</summary>
    public static Fit Fit() => static (train, _, _, ct) =>
        new LogisticScorer(new LogisticRegressionLearner(new LogisticRegressionOptions()).Learn(train, null, ct));

    public double Score(ReadOnlySpan<float> row) => model.Predict(row);

    public double[] Score(Dataset rows, int threads, CancellationToken ct)
    {
        var (scores, row) = (new double[rows.Rows], new float[rows.Features.Count]);
        for (var i = 0; i < scores.Length; i++)
        {
            rows.CopyRow(i, row);
            scores[i] = model.Predict(row);
        }

        return scores;
    }
}
