namespace MerchantOps.Learning.Data;

/// <summary>
/// Examples to learn from, column by column. A number may be any float, a category is its code (0, 1, …); NaN is a missing value, and so
/// is a code the feature has no name for. Holds the arrays it is given; neither it nor its learners change them. Thread-safe.
/// </summary>
public sealed class Dataset
{
    private readonly float[][] columns;
    private readonly float[] labels;
    private readonly float[]? weights;
    private readonly long[]? times;
    private readonly int[]? groups;

    /// <param name="columns">One array per feature, one value per row.</param>
    /// <param name="labels">One per row: 0 or 1 for two classes, 0 … k-1 for k classes, any finite number for a regression.</param>
    /// <param name="weights">What each row counts, finite and ≥ 0; null for 1 each.</param>
    /// <param name="times">When each row happened, in any unit that grows; null when order does not matter.</param>
    /// <param name="groups">Rows of one group (a customer, a session) never stand on both sides of a split; null for none.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a label or weight is out of range.</exception>
    public Dataset(
        IReadOnlyList<Feature> features, float[][] columns, float[] labels, float[]? weights = null, long[]? times = null, int[]? groups = null)
    {
        if (features.Count != columns.Length)
            throw new ArgumentException($"{features.Count} features are named, {columns.Length} columns are given.", nameof(columns));
        for (var j = 0; j < columns.Length; j++)
            if (columns[j].Length != labels.Length)
                throw new ArgumentException($"Column {features[j].Name} has {columns[j].Length} rows, there are {labels.Length} labels.", nameof(columns));
        if ((weights ?? labels).Length != labels.Length || (times?.Length ?? labels.Length) != labels.Length || (groups?.Length ?? labels.Length) != labels.Length)
            throw new ArgumentException($"Weights, times and groups need one value for each of the {labels.Length} rows.");
        if (Array.FindIndex(labels, static l => !float.IsFinite(l)) is >= 0 and var row)
            throw new ArgumentException($"The label of row {row} is not a finite number.", nameof(labels));
        if (weights is not null && Array.FindIndex(weights, static w => !(w >= 0 && float.IsFinite(w))) is >= 0 and var bad)
            throw new ArgumentException($"The weight of row {bad} must be finite and not negative.", nameof(weights));

        Features = features;
        (this.columns, this.labels, this.weights, this.times, this.groups) = (columns, labels, weights, times, groups);
    }

    public IReadOnlyList<Feature> Features { get; }

    public int Rows => labels.Length;

    public ReadOnlySpan<float> Labels => labels;

    /// <summary>Empty when every row counts 1.</summary>
    public ReadOnlySpan<float> Weights => weights;

    /// <summary>Empty when order does not matter.</summary>
    public ReadOnlySpan<long> Times => times;

    /// <summary>Empty when rows stand alone.</summary>
    public ReadOnlySpan<int> Groups => groups;

    /// <summary>The values of feature <paramref name="j"/>, one per row.</summary>
    public ReadOnlySpan<float> Column(int j) => columns[j];

    /// <summary>Writes the features of a row, in their order.</summary>
    public void CopyRow(int row, Span<float> into)
    {
        for (var j = 0; j < columns.Length; j++)
            into[j] = columns[j][row];
    }

    /// <summary>A data set of copies of the named rows, in the order given.</summary>
    public Dataset Take(ReadOnlySpan<int> rows)
    {
        var taken = new float[columns.Length][];
        for (var j = 0; j < taken.Length; j++)
            taken[j] = Gather(columns[j], rows);
        return new Dataset(Features, taken, Gather(labels, rows), Optional(weights, rows), Optional(times, rows), Optional(groups, rows));
    }

    /// <summary>The same rows and features, weighted otherwise.</summary>
    public Dataset WithWeights(float[]? weights) => new(Features, columns, labels, weights, times, groups);

    private static T[]? Optional<T>(T[]? values, ReadOnlySpan<int> rows) => values is null ? null : Gather(values, rows);

    private static T[] Gather<T>(T[] values, ReadOnlySpan<int> rows)
    {
        var taken = new T[rows.Length];
        for (var i = 0; i < taken.Length; i++)
            taken[i] = values[rows[i]];
        return taken;
    }
}
