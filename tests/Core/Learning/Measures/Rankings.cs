using Gaussian = MathNet.Numerics.Distributions.Normal;

namespace MerchantOps.Tests.Core.Learning.Measures;

/// <summary>Rankings to measure.</summary>
internal static class Rankings
{
    /// <summary>400 rows with ties, the same in any language: what scikit-learn 1.2.1 says of them stands in the tests.</summary>
    public static (double[] Scores, float[] Labels, float[] Weights) Golden()
    {
        double[] scores = [.. Enumerable.Range(0, 400).Select(static i => i * 7919 % 1009 / 10 / 101.0)];
        float[] labels = [.. scores.Select(static (s, i) => i * 104729 % 1000 / 1000.0 < s * s ? 1f : 0)];
        return (scores, labels, [.. Enumerable.Range(0, 400).Select(static i => 1f + (i % 3))]);
    }

    /// <summary>Another ranking of the golden rows.</summary>
    public static double[] GoldenOther() => [.. Golden().Scores.Select(static (s, i) => (i * 6007 % 997 / 100 / 10.0 * 0.5) + (s * 0.5))];

    /// <summary>Normal scores, those of positives higher by <paramref name="shift"/>: the true AUC is Φ(shift / √2).</summary>
    public static (double[] Scores, float[] Labels) Normal(Random random, int positives, int negatives, double shift)
    {
        float[] labels = [.. Enumerable.Range(0, positives + negatives).Select(i => i < positives ? 1f : 0)];
        return ([.. labels.Select(label => Gaussian.Sample(random, shift * label, 1))], labels);
    }

    public static double TrueAuc(double shift) => Gaussian.CDF(0, 1, shift / Math.Sqrt(2));

    /// <summary>Every row as often as its weight says.</summary>
    public static T[] Repeated<T>(T[] values, float[] weights) => [.. values.SelectMany((value, i) => Enumerable.Repeat(value, (int)weights[i]))];
}
