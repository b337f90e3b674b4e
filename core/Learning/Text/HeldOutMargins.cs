using System.Numerics.Tensors;

namespace MerchantOps.Learning.Text;

/// <summary>
/// Margins of texts by models that did not learn from them, by which margins are turned into probabilities and the threshold of what is
/// out of scope is chosen. Not thread-safe while it is filled by more than one caller per row.
/// </summary>
/// <param name="labels">Class of each row.</param>
/// <param name="outOfScope">Class of what is out of scope, −1 for none.</param>
internal sealed class HeldOutMargins(int[] labels, int classes, int outOfScope)
{
    private const int MaxSteps = 30;
    private const double MinSharpness = 0.05, MaxSharpness = 200;

    private readonly float[] margins = new float[checked(labels.Length * classes)];

    public Span<float> Row(int row) => margins.AsSpan(row * classes, classes);

    /// <summary>
    /// The inverse temperature that makes softmax probabilities likeliest (Guo et al. 2017, "On Calibration of Modern Neural Networks"),
    /// by Newton's method: the log-loss is convex in it.
    /// </summary>
    public double Sharpness(CancellationToken ct)
    {
        var sharpness = 3.0;
        for (var step = 0; step < MaxSteps; step++)
        {
            var (slope, curvature) = Slope(sharpness, ct);
            var next = Math.Clamp(sharpness - (slope / curvature), sharpness / 3, sharpness * 3);
            next = Math.Clamp(next, MinSharpness, MaxSharpness);
            if (Math.Abs(next - sharpness) < 1e-4 * sharpness)
                return next;
            sharpness = next;
        }

        return sharpness;
    }

    /// <summary>The confidence above which all but a share of the rightly understood texts in scope lie; lowest when none is understood.</summary>
    public double Threshold(double loss)
    {
        var right = new List<float>();
        for (var row = 0; row < labels.Length; row++)
            if (ClassMargins.Best(Row(row), outOfScope) is var (best, confidence) && best == labels[row])
                right.Add(confidence);
        right.Sort();
        return right.Count == 0 ? double.MinValue : right[(int)(loss * right.Count)];
    }

    private (double Slope, double Curvature) Slope(double sharpness, CancellationToken ct)
    {
        var probabilities = new float[classes];
        var (slope, curvature) = (0.0, 1e-9);
        for (var row = 0; row < labels.Length; row++)
        {
            if (row % 64 == 0)
                ct.ThrowIfCancellationRequested();
            var of = Row(row);
            of.CopyTo(probabilities);
            ClassMargins.ToProbabilities(probabilities, sharpness);
            double mean = TensorPrimitives.Dot<float>(probabilities, of);
            slope += mean - of[labels[row]];
            for (var k = 0; k < classes; k++)
                curvature += probabilities[k] * (of[k] - mean) * (of[k] - mean);
        }

        return (slope, curvature);
    }
}
