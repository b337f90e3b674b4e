namespace MerchantOps.Learning.Measures;

/// <summary>
/// How true probabilities are, not only how well they rank. All are means over rows, weighted where weights are given (empty for 1
/// each); NaN without rows. Labels are 1 or 0. Each costs one pass. Stateless.
/// </summary>
public static class ProbabilityMeasures
{
    // As scikit-learn does: a certain error costs 34.5, not infinity.
    private const double Smallest = 1e-15;

    /// <summary>Mean of -ln of the probability given to what happened.</summary>
    public static double LogLoss(ReadOnlySpan<double> probabilities, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default) =>
        Mean(probabilities, labels, weights, static (p, label) => -Math.Log(Math.Clamp(label > 0 ? p : 1 - p, Smallest, 1 - Smallest)));

    /// <summary>Mean squared distance of the probability from what happened (Brier 1950).</summary>
    public static double Brier(ReadOnlySpan<double> probabilities, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default) =>
        Mean(probabilities, labels, weights, static (p, label) => (p - label) * (p - label));

    /// <summary>Log-loss over several classes.</summary>
    /// <param name="probabilities">Row by row, one per class; each row adds up to 1.</param>
    /// <param name="labels">Class codes.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a label is no class.</exception>
    public static double LogLoss(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> labels, int classes, ReadOnlySpan<float> weights = default)
    {
        if (probabilities.Length != (long)labels.Length * classes || (!weights.IsEmpty && weights.Length != labels.Length))
            throw new ArgumentException($"{probabilities.Length} probabilities are given for {labels.Length} rows of {classes} classes.", nameof(probabilities));

        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
                throw new ArgumentException($"Row {i} has class {labels[i]}: there are {classes} classes.", nameof(labels));
            var weight = weights.IsEmpty ? 1 : weights[i];
            sum -= weight * Math.Log(Math.Clamp(probabilities[(i * classes) + labels[i]], Smallest, 1));
            total += weight;
        }

        return sum / total;
    }

    /// <summary>
    /// Expected calibration error (Naeini et al. 2015): probabilities fall into bins of equal width, and it is the mean distance between
    /// a bin's mean probability and its share of positives, weighted by the bin. 0 is perfectly calibrated; small samples never reach it.
    /// </summary>
    /// <param name="bins">1 to 1000.</param>
    public static double ExpectedCalibrationError(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default, int bins = 10)
    {
        Check(probabilities.Length, labels, weights);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, 1000);
        var (excess, total) = (new double[bins], 0.0);
        for (var i = 0; i < labels.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            excess[Math.Clamp((int)(probabilities[i] * bins), 0, bins - 1)] += weight * (probabilities[i] - labels[i]);
            total += weight;
        }

        return excess.Sum(Math.Abs) / total;
    }

    private static double Mean(ReadOnlySpan<double> probabilities, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Func<double, float, double> loss)
    {
        Check(probabilities.Length, labels, weights);
        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < labels.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            sum += weight * loss(probabilities[i], labels[i]);
            total += weight;
        }

        return sum / total;
    }

    private static void Check(int probabilities, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        if (probabilities != labels.Length || (!weights.IsEmpty && weights.Length != labels.Length))
            throw new ArgumentException($"{probabilities} probabilities and {weights.Length} weights are given for {labels.Length} labels.", nameof(labels));
    }
}
