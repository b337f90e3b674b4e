using MerchantOps.Learning.Data;

namespace MerchantOps.Learning.Linear;

/// <summary>
/// Logistic regression of two classes, or multinomial of more, with an L2 penalty or an elastic net, on features standardised inside.
/// For a transparent model whose weights can be read, over tens of dense or many thousands of sparse features; not for interactions and
/// thresholds, which trees find by themselves. Newton's method for two classes and few dense features costs rows × features² per step,
/// some ten steps; L-BFGS costs rows × features × classes per step, some fifty. A weight of a row is the same as repeating it.
/// Deterministic, one thread; thread-safe.
/// </summary>
public sealed class LogisticRegressionLearner
{
    private const int FewColumns = 100;

    private readonly LogisticRegressionOptions options;

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public LogisticRegressionLearner(LogisticRegressionOptions options)
    {
        options.Validate();
        this.options = options;
    }

    /// <summary>Two classes over plain numbers.</summary>
    /// <param name="rows">Features by row, all of one length, finite.</param>
    /// <param name="labels">True for the positive class; both classes must occur.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is not finite, or only one class occurs.</exception>
    public LogisticRegressionModel Learn(IReadOnlyList<float[]> rows, IReadOnlyList<bool> labels, CancellationToken ct)
    {
        if (rows.Count != labels.Count || rows.Count == 0)
            throw new ArgumentException("Every row needs a label.", nameof(labels));
        if (rows.Any(r => r.Length != rows[0].Length || Array.Exists(r, static v => !float.IsFinite(v))))
            throw new ArgumentException("Rows must have one length and finite values.", nameof(rows));

        var design = new DenseDesign([.. rows.SelectMany(static r => r).Select(static v => (double)v)], rows.Count, []);
        var weights = Solve(design, [.. labels.Select(static l => l ? 1 : 0)], [], 2, null, ct);
        return new LogisticRegressionModel(design.Means, design.Scales, [weights[^1], .. weights[..^1]]);
    }

    /// <summary>As many classes as labels, over numbers and categories.</summary>
    /// <param name="train">Labels 0 to k - 1; two at least must occur.</param>
    /// <param name="progress">Told after each step of L-BFGS.</param>
    /// <exception cref="ArgumentException">A label is not a whole number from 0, or only one class occurs.</exception>
    public LogisticClassifier Learn(Dataset train, IProgress<LearningProgress>? progress, CancellationToken ct)
    {
        var (labels, classes) = ClassLabels.Of(train.Labels);
        var encoding = ColumnEncoding.Learn(train);
        var design = new DenseDesign(encoding.Encode(train), train.Rows, train.Weights);
        return new LogisticClassifier(encoding, Fit(design, labels, train.Weights, classes, progress, ct));
    }

    /// <summary>As many classes as labels, over sparse rows.</summary>
    /// <param name="labels">One per row, 0 to k - 1; two at least must occur.</param>
    /// <param name="rowWeights">What each row counts, finite and ≥ 0; empty for 1 each.</param>
    /// <param name="progress">Told after each step.</param>
    /// <exception cref="ArgumentException">Lengths differ, a label or weight is out of range, or only one class occurs.</exception>
    public SparseLogisticClassifier Learn(
        SparseRows rows, ReadOnlySpan<float> labels, ReadOnlySpan<float> rowWeights, IProgress<LearningProgress>? progress, CancellationToken ct)
    {
        if (labels.Length != rows.Rows || (!rowWeights.IsEmpty && rowWeights.Length != rows.Rows))
            throw new ArgumentException($"There are {rows.Rows} rows, {labels.Length} labels and {rowWeights.Length} weights.", nameof(labels));
        foreach (var weight in rowWeights)
            if (!(weight >= 0 && float.IsFinite(weight)))
                throw new ArgumentException("Weights must be finite and not negative.", nameof(rowWeights));

        var (classOf, classes) = ClassLabels.Of(labels);
        return new SparseLogisticClassifier(Fit(new SparseDesign(rows, rowWeights), classOf, rowWeights, classes, progress, ct));
    }

    private LinearWeights Fit(
        IDesign design, int[] labels, ReadOnlySpan<float> rowWeights, int classes, IProgress<LearningProgress>? progress, CancellationToken ct)
    {
        var weights = Solve(design, labels, rowWeights.ToArray(), classes, progress, ct);
        for (var at = 0; at < weights.Length; at += design.Width + 1)
            design.Unscale(weights.AsSpan(at, design.Width + 1));
        return new LinearWeights(classes, design.Width, weights);
    }

    private double[] Solve(
        IDesign design, int[] labels, float[] rowWeights, int classes, IProgress<LearningProgress>? progress, CancellationToken ct)
    {
        if (Array.TrueForAll(labels, label => label == labels[0]))
            throw new ArgumentException("Two classes at least must occur.", nameof(labels));
        if (design is DenseDesign dense && classes == 2 && UsesNewton(design.Width))
            return new NewtonMethod(dense, labels, rowWeights, options.L2, ct).Minimise(options.MaxIterations, options.Tolerance);
        if (options.Solver == LogisticSolver.Newton)
            throw new ArgumentException("Newton's method is for two classes and dense rows.");
        return new QuasiNewton(new LogisticLoss(design, labels, rowWeights, classes, options.L2, ct), options.L1, options.MaxIterations).Minimise(progress);
    }

    private bool UsesNewton(int width) => options.Solver switch
    {
        LogisticSolver.Newton => true,
        LogisticSolver.Automatic => options.L1 == 0 && width <= FewColumns,
        _ => false,
    };
}
