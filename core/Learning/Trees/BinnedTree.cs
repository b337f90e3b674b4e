namespace MerchantOps.Learning.Trees;

/// <summary>A grown tree laid out to score binned rows. Immutable and thread-safe.</summary>
internal sealed class BinnedTree
{
    private readonly Node[] nodes;
    private readonly byte[] goesLeft;
    private readonly int depth;

    public BinnedTree(GrownTree tree)
    {
        (nodes, depth) = (new Node[tree.Count], tree.Depth);
        goesLeft = new byte[tree.Count * HistogramPass.Slots];
        for (var i = 0; i < nodes.Length; i++)
        {
            // A leaf leads to itself, so that every row takes as many steps.
            nodes[i] = tree[i] is { By: { } by } split ? new Node(by.Feature, split.Left + 1, 0) : new Node(0, i, (float)tree[i].Value);
            tree[i].By?.WriteGoesLeft(goesLeft.AsSpan(i * HistogramPass.Slots, HistogramPass.Slots));
        }
    }

    /// <summary>Adds what the tree says of the rows to their scores.</summary>
    public unsafe void AddTo(BinnedTable table, ReadOnlySpan<int> rows, float[] scores)
    {
        fixed (Node* first = nodes)
        fixed (byte* bins = table.Bins, left = goesLeft)
            foreach (var row in rows)
                scores[row] += Value(first, left, bins + ((nint)row * table.RowBytes));
    }

    /// <summary>Adds what the tree says of a range of rows to their scores.</summary>
    public unsafe void AddTo(BinnedTable table, Range rows, float[] scores)
    {
        fixed (Node* first = nodes)
        fixed (byte* bins = table.Bins, left = goesLeft)
            for (var row = rows.Start.Value; row < rows.End.Value; row++)
                scores[row] += Value(first, left, bins + ((nint)row * table.RowBytes));
    }

    private unsafe float Value(Node* first, byte* left, byte* row)
    {
        var at = 0;
        for (var step = 0; step < depth; step++)
            at = first[at].Right - left[(at * HistogramPass.Slots) + row[first[at].Feature]];
        return first[at].Value;
    }

    private readonly record struct Node(int Feature, int Right, float Value);
}
