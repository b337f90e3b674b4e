namespace MerchantOps.Learning.Linear;

/// <summary>A fitted logistic regression. Immutable and thread-safe; predicting allocates nothing.</summary>
/// <param name="Means">Of the features in training.</param>
/// <param name="Scales">Standard deviations; 1 for a constant feature.</param>
/// <param name="Weights">Intercept first, then one per standardised feature.</param>
public sealed record LogisticRegressionModel(double[] Means, double[] Scales, double[] Weights)
{
    /// <summary>Probability of the positive class, 0 to 1.</summary>
    public double Predict(ReadOnlySpan<float> features)
    {
        var sum = Weights[0];
        for (var j = 0; j < features.Length; j++)
            sum += Contribution(features, j);
        return Sigmoid(sum);
    }

    /// <summary>What feature <paramref name="j"/> adds to the log-odds.</summary>
    public double Contribution(ReadOnlySpan<float> features, int j) => Weights[j + 1] * (features[j] - Means[j]) / Scales[j];

    internal static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
