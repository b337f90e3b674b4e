using System.Numerics.Tensors;

namespace MerchantOps.Learning.Linear;

/// <summary>
/// L-BFGS (Nocedal and Wright, "Numerical Optimization", algorithm 7.4) with the orthants of OWL-QN (Andrew and Gao 2007, "Scalable
/// Training of L1-Regularized Log-Linear Models") where there is an L1 penalty. Costs a few passes over the rows per step.
/// </summary>
internal sealed class QuasiNewton(LogisticLoss loss, double l1, int maxIterations)
{
    private const int Memory = 10, MaxHalvings = 40;
    private const double LeastGain = 1e-10;

    private readonly List<(double[] Moved, double[] Turned, double Scale)> history = [];

    public double[] Minimise(IProgress<LearningProgress>? progress)
    {
        var (at, gradient) = (new double[loss.Parameters], new double[loss.Parameters]);
        var value = loss.At(at, gradient);
        for (var iteration = 1; iteration <= maxIterations; iteration++)
        {
            var slopes = Slopes(at, gradient);
            var direction = Direction(slopes);
            if (Search(at, value, slopes, direction) is not { } next)
                break;

            Remember(at, gradient, next);
            var gain = value + Penalty(at) - next.Value - Penalty(next.At);
            (at, gradient, value) = (next.At, next.Gradient, next.Value);
            progress?.Report(new LearningProgress(iteration, maxIterations, null));
            if (gain <= LeastGain * Math.Max(1, Math.Abs(value)))
                break;
        }

        return at;
    }

    private double Penalty(double[] at)
    {
        var sum = 0.0;
        if (l1 > 0)
            for (var p = 0; p < at.Length; p++)
                sum += loss.IsIntercept(p) ? 0 : l1 * Math.Abs(at[p]);
        return sum;
    }

    /// <summary>The gradient; with an L1 penalty, the steepest of the two one-sided ones.</summary>
    private double[] Slopes(double[] at, double[] gradient)
    {
        var slopes = (double[])gradient.Clone();
        for (var p = 0; l1 > 0 && p < at.Length; p++)
            if (!loss.IsIntercept(p))
                slopes[p] = at[p] switch
                {
                    > 0 => gradient[p] + l1,
                    < 0 => gradient[p] - l1,
                    _ => gradient[p] > l1 ? gradient[p] - l1 : gradient[p] < -l1 ? gradient[p] + l1 : 0,
                };
        return slopes;
    }

    /// <summary>Downhill: minus the inverse Hessian, as far as the last steps tell it, times the slopes.</summary>
    private double[] Direction(double[] slopes)
    {
        var direction = (double[])slopes.Clone();
        var shares = new double[history.Count];
        for (var h = history.Count - 1; h >= 0; h--)
        {
            shares[h] = history[h].Scale * TensorPrimitives.Dot<double>(history[h].Moved, direction);
            TensorPrimitives.MultiplyAdd(history[h].Turned, -shares[h], direction, direction);
        }

        var first = history.Count > 0
            ? 1 / (history[^1].Scale * TensorPrimitives.Dot<double>(history[^1].Turned, history[^1].Turned))
            : 1 / Math.Max(TensorPrimitives.Norm<double>(slopes), double.Epsilon);
        TensorPrimitives.Multiply(direction, first, direction);
        for (var h = 0; h < history.Count; h++)
        {
            var share = history[h].Scale * TensorPrimitives.Dot<double>(history[h].Turned, direction);
            TensorPrimitives.MultiplyAdd(history[h].Moved, shares[h] - share, direction, direction);
        }

        for (var p = 0; p < direction.Length; p++)
            direction[p] = l1 > 0 && direction[p] * slopes[p] <= 0 ? 0 : -direction[p];
        return direction;
    }

    /// <summary>Halves the step until the loss falls enough (Armijo); null where it does not fall.</summary>
    private Point? Search(double[] at, double value, double[] slopes, double[] direction)
    {
        var before = value + Penalty(at);
        var step = 1.0;
        for (var halving = 0; halving < MaxHalvings; halving++, step /= 2)
        {
            var next = Step(at, slopes, direction, step);
            var gradient = new double[next.Length];
            var reached = loss.At(next, gradient);
            var promised = 0.0;
            for (var p = 0; p < next.Length; p++)
                promised += slopes[p] * (next[p] - at[p]);
            if (promised < 0 && reached + Penalty(next) <= before + (1e-4 * promised))
                return new Point(next, gradient, reached);
        }

        return null;
    }

    /// <summary>A step that, with an L1 penalty, stops at 0 instead of crossing it.</summary>
    private double[] Step(double[] at, double[] slopes, double[] direction, double step)
    {
        var next = new double[at.Length];
        for (var p = 0; p < at.Length; p++)
        {
            next[p] = at[p] + (step * direction[p]);
            var side = at[p] != 0 ? at[p] : -slopes[p];
            if (l1 > 0 && !loss.IsIntercept(p) && next[p] * side <= 0)
                next[p] = 0;
        }

        return next;
    }

    private void Remember(double[] at, double[] gradient, Point next)
    {
        var (moved, turned) = (new double[at.Length], new double[at.Length]);
        TensorPrimitives.Subtract(next.At, at, moved);
        TensorPrimitives.Subtract(next.Gradient, gradient, turned);
        var curvature = TensorPrimitives.Dot<double>(moved, turned);
        if (curvature <= 1e-12)
            return;
        if (history.Count == Memory)
            history.RemoveAt(0);
        history.Add((moved, turned, 1 / curvature));
    }

    private sealed record Point(double[] At, double[] Gradient, double Value);
}
