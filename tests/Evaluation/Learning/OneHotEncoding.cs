using MerchantOps.Learning.Data;

namespace MerchantOps.Evaluation.Learning;

/// <summary>Rows for a learner that only knows finite numbers: a number that is missing or infinite is the median of the training rows, a category 0 and 1 per name. Immutable.</summary>
internal sealed class OneHotEncoding
{
    private readonly IReadOnlyList<Feature> features;
    private readonly float[] medians;
    private readonly int width;

    public OneHotEncoding(Dataset train)
    {
        features = train.Features;
        medians = [.. Enumerable.Range(0, features.Count).Select(j => features[j].Kind == FeatureKind.Number ? Median(train.Column(j)) : 0)];
        width = features.Sum(f => f.Kind == FeatureKind.Number ? 1 : f.Categories.Count);
    }

    public float[] Encode(ReadOnlySpan<float> row)
    {
        var encoded = new float[width];
        for (int j = 0, at = 0; j < row.Length; at += features[j].Kind == FeatureKind.Number ? 1 : features[j].Categories.Count, j++)
            if (features[j].Kind == FeatureKind.Number)
                encoded[at] = float.IsFinite(row[j]) ? row[j] : medians[j];
            else if (row[j] >= 0 && row[j] < features[j].Categories.Count)
                encoded[at + (int)row[j]] = 1;
        return encoded;
    }

    public IEnumerable<float[]> Encode(Dataset rows)
    {
        var row = new float[features.Count];
        for (var i = 0; i < rows.Rows; i++)
        {
            rows.CopyRow(i, row);
            yield return Encode(row);
        }
    }

    private static float Median(ReadOnlySpan<float> values)
    {
        var known = Array.FindAll(values.ToArray(), float.IsFinite);
        Array.Sort(known);
        return known.Length == 0 ? 0 : known[known.Length / 2];
    }
}
