using System.Numerics.Tensors;

namespace MerchantOps.Learning.Linear;

/// <summary>
/// The log-loss of rows and half the L2 penalty, as a function of weights. Two classes have one set of weights, more have one each.
/// Holds scratch memory: one caller at a time.
/// </summary>
internal sealed class LogisticLoss(IDesign design, int[] labels, float[] rowWeights, int classes, double l2, CancellationToken ct)
{
    private const int RowsBetweenChecks = 256;

    private readonly double[] margins = new double[classes];

    /// <summary>Numbers a set of weights has.</summary>
    private int Stride { get; } = design.Width + 1;

    public int Parameters => Stride * (classes == 2 ? 1 : classes);

    /// <summary>True for an intercept, which no penalty pulls to 0.</summary>
    public bool IsIntercept(int parameter) => parameter % Stride == design.Width;

    public double At(double[] weights, double[] gradient)
    {
        Array.Clear(gradient);
        var loss = 0.0;
        for (var row = 0; row < design.Rows; row++)
        {
            if (row % RowsBetweenChecks == 0)
                ct.ThrowIfCancellationRequested();
            var weight = rowWeights.Length == 0 ? 1 : rowWeights[row];
            loss += weight * (classes == 2 ? OfTwo(row, weight, weights, gradient) : OfMany(row, weight, weights, gradient));
        }

        for (var p = 0; p < weights.Length; p++)
            if (!IsIntercept(p))
            {
                loss += 0.5 * l2 * weights[p] * weights[p];
                gradient[p] += l2 * weights[p];
            }

        return loss;
    }

    private double OfTwo(int row, double weight, double[] weights, double[] gradient)
    {
        var margin = design.Dot(row, weights);
        var against = labels[row] == 1 ? -margin : margin;
        var error = LogisticRegressionModel.Sigmoid(against) * (labels[row] == 1 ? -1 : 1);
        design.AddTo(row, weight * error, gradient);
        return against > 0 ? against + Math.Log(1 + Math.Exp(-against)) : Math.Log(1 + Math.Exp(against));
    }

    private double OfMany(int row, double weight, double[] weights, double[] gradient)
    {
        for (var k = 0; k < classes; k++)
            margins[k] = design.Dot(row, weights.AsSpan(k * Stride, Stride));
        var (most, own) = (TensorPrimitives.Max<double>(margins), margins[labels[row]]);
        TensorPrimitives.Subtract(margins, most, margins);
        TensorPrimitives.Exp<double>(margins, margins);
        var sum = TensorPrimitives.Sum<double>(margins);
        for (var k = 0; k < classes; k++)
            design.AddTo(row, weight * ((margins[k] / sum) - (k == labels[row] ? 1 : 0)), gradient.AsSpan(k * Stride, Stride));
        return Math.Log(sum) + most - own;
    }
}
