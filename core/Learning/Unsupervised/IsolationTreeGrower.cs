using MerchantOps.Learning.Data;

namespace MerchantOps.Learning.Unsupervised;

/// <summary>Grows one tree; holds its scratch and its generator, so one per tree.</summary>
internal sealed class IsolationTreeGrower(Dataset data, int sampleSize, SplitMix64 random)
{
    private readonly List<IsolationNode> nodes = [];
    private readonly int[] features = [.. Enumerable.Range(0, data.Features.Count)];
    private readonly int depthLimit = (int)Math.Ceiling(Math.Log2(Math.Max(2, sampleSize)));
    private SplitMix64 random = random;

    public IsolationNode[] Grow()
    {
        nodes.Add(default);
        GrowNode(0, Sample(), 0);
        return [.. nodes];
    }

    /// <summary>Different rows, each as likely (Floyd's algorithm).</summary>
    private int[] Sample()
    {
        var taken = new HashSet<int>(sampleSize);
        for (var i = data.Rows - sampleSize; i < data.Rows; i++)
            if (!taken.Add(random.Below(i + 1)))
                taken.Add(i);
        return [.. taken];
    }

    private void GrowNode(int node, Span<int> rows, int depth)
    {
        if (rows.Length <= 1 || depth >= depthLimit || !TryCut(rows, out var feature, out var value, out var left))
        {
            nodes[node] = new IsolationNode(IsolationNode.Leaf, (float)(depth + IsolationNode.PathLength(rows.Length)), 0);
            return;
        }

        nodes[node] = new IsolationNode(feature, value, nodes.Count);
        nodes.Add(default);
        nodes.Add(default);
        var children = nodes.Count - 2;
        GrowNode(children, rows[..left], depth + 1);
        GrowNode(children + 1, rows[left..], depth + 1);
    }

    /// <summary>Cuts by the first feature, in random order, that differs among the rows, and moves those that go left to the front; false when all are alike.</summary>
    private bool TryCut(Span<int> rows, out int feature, out float value, out int left)
    {
        for (var tried = 0; tried < features.Length; tried++)
        {
            var at = tried + random.Below(features.Length - tried);
            (features[tried], features[at]) = (features[at], features[tried]);
            feature = features[tried];
            var column = data.Column(feature);
            var isCategory = data.Features[feature].Kind == FeatureKind.Category;
            value = isCategory ? OneOf(column, rows) : Between(column, rows);
            left = float.IsNaN(value) ? 0 : MoveLeft(rows, column, value, isCategory);
            if (left > 0 && left < rows.Length)
                return true;
        }

        (feature, value, left) = (0, 0, 0);
        return false;
    }

    private float OneOf(ReadOnlySpan<float> column, ReadOnlySpan<int> rows) => column[rows[random.Below(rows.Length)]];

    /// <summary>Evenly from above the smallest number up to the largest; NaN when there are not two.</summary>
    private float Between(ReadOnlySpan<float> column, ReadOnlySpan<int> rows)
    {
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var row in rows)
        {
            // Comparisons are false for NaN, which is left out so.
            low = column[row] < low ? column[row] : low;
            high = column[row] > high ? column[row] : high;
        }

        if (!(low < high))
            return float.NaN;
        var (from, to) = (Math.Max(low, float.MinValue), Math.Min(high, float.MaxValue));
        var value = (float)(to - (random.NextDouble() * ((double)to - from)));
        return value > low ? value : high;
    }

    private static int MoveLeft(Span<int> rows, ReadOnlySpan<float> column, float value, bool isCategory)
    {
        var left = 0;
        for (var i = 0; i < rows.Length; i++)
            if (isCategory ? column[rows[i]] == value : column[rows[i]] < value)
            {
                (rows[left], rows[i]) = (rows[i], rows[left]);
                left++;
            }

        return left;
    }
}
