using MerchantOps.Learning.Linear;
using MerchantOps.Learning.Data;

namespace MerchantOps.Evaluation.Learning;

internal sealed class LogisticScorer(OneHotEncoding encoding, LogisticRegressionModel model) : IScorer
{
    public int Trees => 0;

    public int Leaves => 0;

    /// <summary>One thread, and nothing is drawn.</summary>
    public static Fit Fit() => (train, _, _, ct) =>
    {
        var encoding = new OneHotEncoding(train);
        var labels = Array.ConvertAll(train.Labels.ToArray(), static label => label > 0);
        return new LogisticScorer(encoding, new LogisticRegressionLearner(new LogisticRegressionOptions()).Learn([.. encoding.Encode(train)], labels, ct));
    };

    public double Score(ReadOnlySpan<float> row) => model.Predict(encoding.Encode(row));

    public double[] Score(Dataset rows, int threads, CancellationToken ct) => [.. encoding.Encode(rows).Select(row => model.Predict(row))];
}
