using MerchantOps.Learning.Data;

namespace MerchantOps.Learning.Linear;

/// <summary>
/// The columns a linear model has for features: a number is one, its missing values the mean of the known ones; a category is one per
/// name, 0 or 1, all 0 where it is missing. Immutable and thread-safe.
/// </summary>
internal sealed class ColumnEncoding
{
    private readonly IReadOnlyList<Feature> features;
    private readonly float[] fillers;
    private readonly int[] firstColumns;

    /// <param name="fillers">What stands for a missing value, by feature; unused for categories.</param>
    /// <exception cref="ArgumentException">There is not one finite filler for each feature.</exception>
    public ColumnEncoding(IReadOnlyList<Feature> features, float[] fillers)
    {
        if (fillers.Length != features.Count || Array.Exists(fillers, static f => !float.IsFinite(f)))
            throw new ArgumentException($"{features.Count} features need as many finite fillers.", nameof(fillers));
        (this.features, this.fillers, firstColumns) = (features, fillers, new int[features.Count]);
        for (var j = 0; j < features.Count; j++)
        {
            firstColumns[j] = Width;
            Width += features[j].Kind == FeatureKind.Number ? 1 : features[j].Categories.Count;
        }
    }

    public IReadOnlyList<Feature> Features => features;

    public ReadOnlySpan<float> Fillers => fillers;

    public int Width { get; }

    public static ColumnEncoding Learn(Dataset rows) =>
        new(rows.Features, [.. Enumerable.Range(0, rows.Features.Count).Select(j => rows.Features[j].Kind == FeatureKind.Number ? Mean(rows.Column(j), rows.Weights) : 0)]);

    /// <summary>All rows, row by row.</summary>
    /// <exception cref="ArgumentException">They are too many for one array.</exception>
    public double[] Encode(Dataset rows)
    {
        if ((long)rows.Rows * Width > Array.MaxLength)
            throw new ArgumentException($"{rows.Rows} rows of {Width} columns are too many: learn from a sample.", nameof(rows));
        var encoded = new double[rows.Rows * Width];
        for (var j = 0; j < features.Count; j++)
        {
            var column = rows.Column(j);
            for (var row = 0; row < column.Length; row++)
                if (Find(j, column[row]) is var (at, value) && at >= 0)
                    encoded[(row * Width) + at] = value;
        }

        return encoded;
    }

    /// <summary>The margin of a row.</summary>
    /// <param name="weights">One per column, then the intercept.</param>
    public double Dot(ReadOnlySpan<float> row, ReadOnlySpan<double> weights)
    {
        var sum = weights[Width];
        for (var j = 0; j < fillers.Length; j++)
            if (Find(j, row[j]) is var (at, value) && at >= 0)
                sum += weights[at] * value;
        return sum;
    }

    /// <summary>Names of the columns: the feature, and for a category "feature = name".</summary>
    public IEnumerable<string> Names() => features.SelectMany(static f => f.Kind == FeatureKind.Number ? [f.Name] : f.Categories.Select(c => $"{f.Name} = {c}"));

    private static float Mean(ReadOnlySpan<float> values, ReadOnlySpan<float> weights)
    {
        var (sum, total) = (0.0, 0.0);
        for (var row = 0; row < values.Length; row++)
            if (float.IsFinite(values[row]))
            {
                double weight = weights.IsEmpty ? 1 : weights[row];
                sum += weight * values[row];
                total += weight;
            }

        return total > 0 ? (float)(sum / total) : 0;
    }

    /// <summary>The column a value fills and with what; −1 for none.</summary>
    private (int Column, float Value) Find(int feature, float value)
    {
        if (features[feature].Kind == FeatureKind.Number)
            return (firstColumns[feature], float.IsFinite(value) ? value : fillers[feature]);
        return value >= 0 && value < features[feature].Categories.Count ? (firstColumns[feature] + (int)value, 1) : (-1, 0);
    }
}
