using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace MerchantOps.Learning.Linear;

/// <summary>
/// Iteratively reweighted least squares for two classes (Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning", 4.4.1).
/// Costs rows × features² per step, some ten steps.
/// </summary>
internal sealed class NewtonMethod(DenseDesign design, int[] labels, float[] rowWeights, double l2, CancellationToken ct)
{
    private const int RowsBetweenChecks = 256;

    public double[] Minimise(int maxIterations, double tolerance)
    {
        var weights = new double[design.Width + 1];
        for (var iteration = 0; iteration < maxIterations; iteration++)
            if (Step(weights) < tolerance)
                break;
        return weights;
    }

    /// <summary>One step; returns the largest change of a weight.</summary>
    private double Step(double[] weights)
    {
        var size = weights.Length;
        var (gradient, hessian, x) = (new double[size], new double[size][], new double[size]);
        for (var a = 0; a < size; a++)
            hessian[a] = new double[a + 1];
        x[^1] = 1;
        for (var row = 0; row < design.Rows; row++)
        {
            if (row % RowsBetweenChecks == 0)
                ct.ThrowIfCancellationRequested();
            design.Row(row).CopyTo(x);
            AddRow(row, x, weights, gradient, hessian);
        }

        for (var a = 0; a < size; a++)
        {
            var penalty = a == size - 1 ? 1e-9 : Math.Max(l2, 1e-9);
            gradient[a] -= penalty * weights[a];
            hessian[a][a] += penalty;
        }

        return Move(weights, gradient, hessian);
    }

    private void AddRow(int row, double[] x, double[] weights, double[] gradient, double[][] hessian)
    {
        var weight = rowWeights.Length == 0 ? 1 : rowWeights[row];
        var p = LogisticRegressionModel.Sigmoid(TensorPrimitives.Dot<double>(x, weights));
        TensorPrimitives.MultiplyAdd(x, weight * (labels[row] - p), gradient, gradient);
        var curvature = weight * Math.Max(p * (1 - p), 1e-9);
        for (var a = 0; a < x.Length; a++)
            TensorPrimitives.MultiplyAdd(x.AsSpan(0, a + 1), curvature * x[a], hessian[a], hessian[a]);
    }

    private static double Move(double[] weights, double[] gradient, double[][] hessian)
    {
        var whole = Matrix<double>.Build.Dense(weights.Length, weights.Length, (a, b) => a >= b ? hessian[a][b] : hessian[b][a]);
        var step = whole.Cholesky().Solve(Vector<double>.Build.Dense(gradient));
        var largest = 0.0;
        for (var a = 0; a < weights.Length; a++)
        {
            // Far steps overshoot where the classes nearly separate.
            var change = Math.Clamp(step[a], -2, 2);
            weights[a] += change;
            largest = Math.Max(largest, Math.Abs(change));
        }

        return largest;
    }
}
