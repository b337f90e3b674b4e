using MathNet.Numerics.LinearAlgebra;

namespace MerchantOps.Learning;

/// <summary>
/// Binary logistic regression with an L2 penalty, fitted by Newton's method (iteratively reweighted least squares; Hastie,
/// Tibshirani and Friedman, "The Elements of Statistical Learning", 4.4.1) on standardised features. For a first, transparent model
/// over tens of features; not for thousands of features or interactions. Costs rows × features² per iteration, some ten iterations.
/// Deterministic; thread-safe.
/// </summary>
public sealed class LogisticRegressionLearner(LogisticRegressionOptions options)
{
    /// <param name="rows">Features by row, all of one length, finite.</param>
    /// <param name="labels">True for the positive class; both classes must occur.</param>
    /// <exception cref="ArgumentException">Lengths differ, or only one class occurs.</exception>
    public LogisticRegressionModel Learn(IReadOnlyList<float[]> rows, IReadOnlyList<bool> labels, CancellationToken ct)
    {
        if (rows.Count != labels.Count || rows.Count == 0)
            throw new ArgumentException("Every row needs a label.", nameof(labels));
        if (!labels.Contains(true) || !labels.Contains(false))
            throw new ArgumentException("Both classes must occur.", nameof(labels));

        var (means, scales) = Standardise(rows);
        var weights = new double[means.Length + 1];
        for (var iteration = 0; iteration < options.MaxIterations; iteration++)
        {
            ct.ThrowIfCancellationRequested();
            if (Step(rows, labels, means, scales, weights) < options.Tolerance)
                break;
        }

        return new LogisticRegressionModel(means, scales, weights);
    }

    private static (double[] Means, double[] Scales) Standardise(IReadOnlyList<float[]> rows)
    {
        var width = rows[0].Length;
        var (means, scales) = (new double[width], new double[width]);
        foreach (var row in rows)
            for (var j = 0; j < width; j++)
                means[j] += row[j] / (double)rows.Count;
        foreach (var row in rows)
            for (var j = 0; j < width; j++)
                scales[j] += (row[j] - means[j]) * (row[j] - means[j]) / rows.Count;
        for (var j = 0; j < width; j++)
            scales[j] = scales[j] > 1e-12 ? Math.Sqrt(scales[j]) : 1;
        return (means, scales);
    }

    /// <summary>One Newton step; returns the largest change of a weight.</summary>
    private double Step(IReadOnlyList<float[]> rows, IReadOnlyList<bool> labels, double[] means, double[] scales, double[] weights)
    {
        var size = weights.Length;
        var (gradient, hessian, x) = (new double[size], new double[size, size], new double[size]);
        for (var i = 0; i < rows.Count; i++)
        {
            x[0] = 1;
            for (var j = 1; j < size; j++)
                x[j] = (rows[i][j - 1] - means[j - 1]) / scales[j - 1];
            var p = LogisticRegressionModel.Sigmoid(Dot(x, weights));
            var error = (labels[i] ? 1 : 0) - p;
            var curvature = Math.Max(p * (1 - p), 1e-9);
            for (var a = 0; a < size; a++)
            {
                gradient[a] += error * x[a];
                var scaled = curvature * x[a];
                for (var b = 0; b <= a; b++)
                    hessian[a, b] += scaled * x[b];
            }
        }

        for (var a = 0; a < size; a++)
        {
            for (var b = a + 1; b < size; b++)
                hessian[a, b] = hessian[b, a];
            var penalty = a == 0 ? 1e-9 : options.L2;
            gradient[a] -= penalty * weights[a];
            hessian[a, a] += penalty;
        }

        var step = Matrix<double>.Build.DenseOfArray(hessian).Cholesky().Solve(Vector<double>.Build.Dense(gradient));
        var largest = 0.0;
        for (var a = 0; a < size; a++)
        {
            // Far steps overshoot where the classes nearly separate.
            var change = Math.Clamp(step[a], -2, 2);
            weights[a] += change;
            largest = Math.Max(largest, Math.Abs(change));
        }

        return largest;
    }

    private static double Dot(double[] a, double[] b) => System.Numerics.Tensors.TensorPrimitives.Dot<double>(a, b);
}

/// <summary>Ranges as given; the defaults suit some tens of standardised features.</summary>
public sealed record LogisticRegressionOptions
{
    /// <summary>Strength of the penalty on the weights, ≥ 0.</summary>
    public double L2 { get; init; } = 1;

    public int MaxIterations { get; init; } = 25;

    /// <summary>Stops when no weight changes by more.</summary>
    public double Tolerance { get; init; } = 1e-4;
}
