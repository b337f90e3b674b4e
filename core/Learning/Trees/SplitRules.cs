namespace MerchantOps.Learning.Trees;

/// <summary>What a split is worth, in true units: regularisation, the least leaf, the bounds that keep a feature monotone. Immutable.</summary>
/// <param name="Unit">What one unit of <see cref="GradientSums"/> is worth in this tree.</param>
internal sealed record SplitRules(BoostedTreesOptions Options, (double First, double Second) Unit)
{
    public double First(GradientSums sums) => sums.First * Unit.First;

    public double Second(GradientSums sums) => sums.Second * Unit.Second;

    /// <summary>The step of a leaf (Chen and Guestrin, "XGBoost", 2016, equation 5, with an L1 term), kept within its bounds.</summary>
    public double Weight(GradientSums sums, Bounds bounds, double smoothing = 0)
    {
        var (g, h) = (First(sums), Second(sums) + Options.L2 + smoothing);
        var shrunk = Math.Max(Math.Abs(g) - Options.L1, 0);
        return h <= 0 ? 0 : Math.Clamp(-Math.Sign(g) * shrunk / h, bounds.Low, bounds.High);
    }

    /// <summary>Twice what the loss falls by if a leaf of these rows takes this step.</summary>
    public double Gain(GradientSums sums, double weight, double smoothing = 0) =>
        -((2 * First(sums) * weight) + ((Second(sums) + Options.L2 + smoothing) * weight * weight) + (2 * Options.L1 * Math.Abs(weight)));

    /// <summary>Also where the curvature rounds to nothing: without penalties its step would be infinite.</summary>
    public bool TooSmall(GradientSums sums) => sums.Second < 1 || Second(sums) < Options.MinChildWeight;
}

/// <summary>Within which the values of a node's leaves must stay.</summary>
internal readonly record struct Bounds(double Low, double High)
{
    public static readonly Bounds None = new(double.NegativeInfinity, double.PositiveInfinity);

    public bool Any => Low > double.NegativeInfinity || High < double.PositiveInfinity;
}
