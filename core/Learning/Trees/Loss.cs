using System.Numerics.Tensors;

namespace MerchantOps.Learning.Trees;

/// <summary>What boosting makes small: first and second derivatives by the score, and the mean over rows. Stateless.</summary>
internal abstract class Loss
{
    /// <summary>Scores per row; one tree is grown for each in every round.</summary>
    public abstract int Outputs { get; }

    public static Loss Of(Objective objective, int classes) => objective switch
    {
        Objective.Binary => new BinaryLoss(),
        Objective.MultiClass => new MultiClassLoss(classes),
        Objective.Regression => new SquaredLoss(),
        _ => throw new ArgumentOutOfRangeException(nameof(objective)),
    };

    /// <summary>
    /// The score per output that boosting begins with. For classes it is even odds: from their shares, a rare class would have next to no
    /// curvature at first, and the penalties would keep its rows from being parted.
    /// </summary>
    public abstract double[] Base(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights);

    /// <summary>Unweighted derivatives of output <paramref name="output"/> for the rows <paramref name="from"/> and on.</summary>
    /// <param name="scores">By output, then by row.</param>
    public abstract void Derive(float[][] scores, int output, ReadOnlySpan<float> labels, int from, Span<float> first, Span<float> second);

    /// <summary>Weighted mean loss.</summary>
    public abstract double Mean(float[][] scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights);

    private protected static double Weight(ReadOnlySpan<float> weights, int row) => weights.IsEmpty ? 1 : weights[row];
}

/// <summary>Log-loss of two classes; the score is the log-odds of class 1.</summary>
internal sealed class BinaryLoss : Loss
{
    /// <summary>Rows that are settled still count a little, so that a leaf of them has a finite value.</summary>
    private const float LeastCurvature = 1e-16f;

    public override int Outputs => 1;

    public override double[] Base(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => [0];

    public override void Derive(float[][] scores, int output, ReadOnlySpan<float> labels, int from, Span<float> first, Span<float> second)
    {
        TensorPrimitives.Sigmoid(scores[0].AsSpan(from, first.Length), first);
        for (var i = 0; i < second.Length; i++)
            second[i] = Math.Max(first[i] * (1 - first[i]), LeastCurvature);
        TensorPrimitives.Subtract(first, labels.Slice(from, first.Length), first);
    }

    public override double Mean(float[][] scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        double sum = 0, all = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            double weight = Weight(weights, i), margin = labels[i] > 0.5f ? scores[0][i] : -scores[0][i];
            sum += weight * (Math.Max(-margin, 0) + Math.Log(1 + Math.Exp(-Math.Abs(margin))));
            all += weight;
        }

        return sum / all;
    }
}

/// <summary>Cross-entropy of the softmax over classes.</summary>
internal sealed class MultiClassLoss(int classes) : Loss
{
    public override int Outputs => classes;

    public override double[] Base(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => new double[classes];

    public override void Derive(float[][] scores, int output, ReadOnlySpan<float> labels, int from, Span<float> first, Span<float> second)
    {
        for (var i = 0; i < first.Length; i++)
        {
            var probability = (float)Math.Exp(scores[output][from + i] - LogSum(scores, from + i));
            first[i] = probability - (labels[from + i] == output ? 1 : 0);
            // Twice the diagonal of the Hessian bounds it and steps safely (Friedman 2001, K-class logistic).
            second[i] = Math.Max(2 * probability * (1 - probability), 1e-16f);
        }
    }

    public override double Mean(float[][] scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        double sum = 0, all = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            sum += Weight(weights, i) * (LogSum(scores, i) - scores[(int)labels[i]][i]);
            all += Weight(weights, i);
        }

        return sum / all;
    }

    private static double LogSum(float[][] scores, int row)
    {
        var largest = float.NegativeInfinity;
        foreach (var output in scores)
            largest = Math.Max(largest, output[row]);
        double sum = 0;
        foreach (var output in scores)
            sum += Math.Exp(output[row] - largest);
        return largest + Math.Log(sum);
    }
}

/// <summary>Half the squared error.</summary>
internal sealed class SquaredLoss : Loss
{
    public override int Outputs => 1;

    public override double[] Base(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        double sum = 0, all = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            sum += Weight(weights, i) * labels[i];
            all += Weight(weights, i);
        }

        return [sum / all];
    }

    public override void Derive(float[][] scores, int output, ReadOnlySpan<float> labels, int from, Span<float> first, Span<float> second)
    {
        TensorPrimitives.Subtract(scores[0].AsSpan(from, first.Length), labels.Slice(from, first.Length), first);
        second.Fill(1);
    }

    public override double Mean(float[][] scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        double sum = 0, all = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var error = (double)scores[0][i] - labels[i];
            sum += Weight(weights, i) * error * error / 2;
            all += Weight(weights, i);
        }

        return sum / all;
    }
}
