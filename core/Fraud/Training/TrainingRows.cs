using MerchantOps.Fraud.Signals;
using MerchantOps.Learning.Data;

namespace MerchantOps.Fraud.Training;

/// <summary>An order to learn from.</summary>
/// <param name="Features">As it was decided on, one per feature; NaN where unknown. Kept, not copied.</param>
/// <param name="Fraud">What is known of it now.</param>
/// <param name="At">When it was placed.</param>
/// <param name="Weight">What it counts, above 0: an order that stands for ten others counts ten.</param>
public readonly record struct TrainingRow(float[] Features, bool Fraud, DateTimeOffset At, float Weight = 1);

/// <summary>Orders to learn from, oldest first. Holds the rows' own arrays: 4 bytes per feature and order. Immutable and thread-safe.</summary>
public sealed class TrainingRows
{
    private readonly TrainingRow[] rows;

    /// <param name="features">What the values of a row mean, in their order.</param>
    /// <param name="featureVersion">Of <see cref="OrderFeatures"/>.</param>
    /// <param name="rows">In any order; those of one time keep theirs.</param>
    /// <exception cref="ArgumentException">A row has another number of features, or a weight that is not above 0 and finite.</exception>
    public TrainingRows(IReadOnlyList<Feature> features, int featureVersion, IEnumerable<TrainingRow> rows)
    {
        (Features, FeatureVersion) = (features, featureVersion);
        this.rows = [.. rows.OrderBy(static r => r.At)];
        foreach (var row in this.rows)
            if (row.Features.Length != features.Count || !(row.Weight > 0 && float.IsFinite(row.Weight)))
                throw new ArgumentException($"A row has {row.Features.Length} values and weighs {row.Weight}; wanted are {features.Count}, and a weight above 0.", nameof(rows));
        Frauds = this.rows.Count(static r => r.Fraud);
    }

    public IReadOnlyList<Feature> Features { get; }

    public int FeatureVersion { get; }

    public int Count => rows.Length;

    public int Frauds { get; }

    public TrainingRow this[int row] => rows[row];

    /// <summary>The columns that tell rows apart: a value that never changes teaches nothing, and costs as much as any other.</summary>
    internal int[] VaryingColumns(int[] among)
    {
        var first = rows[among[0]].Features;
        var varying = new bool[Features.Count];
        var left = varying.Length;
        foreach (var row in among)
        {
            var values = rows[row].Features;
            for (var j = 0; j < varying.Length; j++)
                if (!varying[j] && !values[j].Equals(first[j]))
                    (varying[j], left) = (true, left - 1);
            if (left == 0)
                break;
        }

        return [.. Enumerable.Range(0, varying.Length).Where(j => varying[j])];
    }

    /// <summary>A table of these rows and columns.</summary>
    /// <param name="weights">One per row of this set.</param>
    internal Dataset Table(ReadOnlySpan<int> among, int[] columns, float[] weights)
    {
        var (table, labels, counted) = (new float[columns.Length][], new float[among.Length], new float[among.Length]);
        for (var j = 0; j < columns.Length; j++)
            table[j] = new float[among.Length];
        for (var i = 0; i < among.Length; i++)
        {
            var row = rows[among[i]];
            (labels[i], counted[i]) = (row.Fraud ? 1 : 0, weights[among[i]]);
            for (var j = 0; j < columns.Length; j++)
                table[j][i] = row.Features[columns[j]];
        }

        return new Dataset([.. columns.Select(j => Features[j])], table, labels, counted);
    }
}
