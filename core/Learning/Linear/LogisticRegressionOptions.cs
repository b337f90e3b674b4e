namespace MerchantOps.Learning.Linear;

public enum LogisticSolver
{
    /// <summary>Newton's method where it can be used and features are few.</summary>
    Automatic,

    /// <summary>Two classes, dense rows, no L1: squares of features per row, but few passes.</summary>
    Newton,

    /// <summary>L-BFGS, and OWL-QN where there is an L1: any number of classes and features.</summary>
    QuasiNewton,
}

/// <summary>The defaults suit some tens of features. Both penalties are on the weights of standardised features, against the sum of the losses of all rows; L1 and L2 together are the elastic net.</summary>
public sealed record LogisticRegressionOptions
{
    /// <summary>Half of it times the squared weights is added to the loss; ≥ 0.</summary>
    public double L2 { get; init; } = 1;

    /// <summary>It times the absolute weights is added to the loss; ≥ 0. Makes weights of useless features 0.</summary>
    public double L1 { get; init; }

    /// <summary>Steps at most, 1 to 100,000.</summary>
    public int MaxIterations { get; init; } = 300;

    /// <summary>Newton's method stops when no weight changes by more; above 0 and at most 1.</summary>
    public double Tolerance { get; init; } = 1e-4;

    public LogisticSolver Solver { get; init; }

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal void Validate()
    {
        Check(nameof(L2), L2, 0, double.MaxValue);
        Check(nameof(L1), L1, 0, double.MaxValue);
        Check(nameof(MaxIterations), MaxIterations, 1, 100_000);
        Check(nameof(Tolerance), Tolerance, double.Epsilon, 1);
        if (Solver == LogisticSolver.Newton && L1 > 0)
            throw new ArgumentException("Newton's method needs an L1 of 0.");
    }

    private static void Check(string name, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
            throw new ArgumentException(FormattableString.Invariant($"{name} must be {least} to {most}, not {value}."));
    }
}
