using System.Numerics.Tensors;

namespace MerchantOps.Learning.Text;

/// <summary>
/// Makes probabilities of margins: a softmax of some sharpness (temperature scaling, Guo et al. 2017, "On Calibration of Modern Neural
/// Networks"), mixed with equal chances for the share of labels that nothing in the text explains. Without that share a few labels that
/// are plainly wrong would blunt all probabilities. Immutable.
/// </summary>
/// <param name="Sharpness">The inverse temperature, above 0.</param>
/// <param name="Noise">Share of unexplained labels, 0 to below 1.</param>
internal readonly record struct MarginCalibration(double Sharpness, double Noise)
{
    private const int MaxSteps = 60, RowsBetweenChecks = 64;
    private const double MinSharpness = 0.05, MaxSharpness = 20, MaxNoise = 0.9;

    /// <exception cref="ArgumentException">The values cannot be.</exception>
    public void Check()
    {
        if (!(Sharpness is > 0 and < double.PositiveInfinity && Noise is >= 0 and < 1))
            throw new ArgumentException($"A sharpness of {Sharpness} with noise of {Noise} cannot be.");
    }

    /// <summary>Fits by expectation and maximisation: which labels are unexplained, then a Newton step of the sharpness for the others.</summary>
    public static MarginCalibration Fit(HeldOutMargins heldOut, CancellationToken ct)
    {
        var fit = new MarginCalibration(3, 0.02);
        for (var step = 0; step < MaxSteps && heldOut.Rows > 0; step++)
        {
            var next = fit.Improve(heldOut, ct);
            var moved = Math.Abs(next.Sharpness - fit.Sharpness) / fit.Sharpness;
            (moved, fit) = (Math.Max(moved, Math.Abs(next.Noise - fit.Noise)), next);
            if (moved < 1e-4)
                break;
        }

        return fit;
    }

    /// <summary>Makes the margins of a text, in place, the probabilities of its classes.</summary>
    public void Apply(Span<float> margins)
    {
        SoftMax(margins);
        TensorPrimitives.Multiply(margins, (float)(1 - Noise), margins);
        TensorPrimitives.Add(margins, (float)(Noise / margins.Length), margins);
    }

    private void SoftMax(Span<float> margins)
    {
        TensorPrimitives.Multiply(margins, (float)Sharpness, margins);
        TensorPrimitives.Subtract(margins, TensorPrimitives.Max<float>(margins), margins);
        TensorPrimitives.Exp<float>(margins, margins);
        TensorPrimitives.Divide(margins, TensorPrimitives.Sum<float>(margins), margins);
    }

    private MarginCalibration Improve(HeldOutMargins heldOut, CancellationToken ct)
    {
        var probabilities = new float[heldOut.Classes];
        var (slope, curvature, explained) = (0.0, 1e-9, 0.0);
        for (var row = 0; row < heldOut.Rows; row++)
        {
            if (row % RowsBetweenChecks == 0)
                ct.ThrowIfCancellationRequested();
            var margins = heldOut.Row(row);
            margins.CopyTo(probabilities);
            SoftMax(probabilities);
            var own = (1 - Noise) * probabilities[heldOut.Label(row)];
            var share = own / (own + (Noise / heldOut.Classes) + 1e-30);
            double mean = TensorPrimitives.Dot<float>(probabilities, margins);
            explained += share;
            slope += share * (mean - margins[heldOut.Label(row)]);
            for (var k = 0; k < heldOut.Classes; k++)
                curvature += share * probabilities[k] * (margins[k] - mean) * (margins[k] - mean);
        }

        var sharpness = Math.Clamp(Sharpness - (slope / curvature), Sharpness / 3, Sharpness * 3);
        // By the rule of succession, few rows leave room for the label that none of them had wrong.
        var noise = (heldOut.Rows - explained + 1) / (heldOut.Rows + 2);
        return new MarginCalibration(Math.Clamp(sharpness, MinSharpness, MaxSharpness), Math.Min(noise, MaxNoise));
    }
}
