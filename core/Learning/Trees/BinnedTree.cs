namespace MerchantOps.Learning.Trees;

/// <summary>A grown tree laid out to score binned rows. Immutable and thread-safe.</summary>
internal sealed class BinnedTree
{
    private readonly Node[] nodes;
    private readonly BinSet[] sets;
    private readonly int depth;
    private readonly bool hasCategories;

    public BinnedTree(GrownTree tree)
    {
        (nodes, depth) = (new Node[tree.Count], tree.Depth);
        sets = new BinSet[tree.Count];
        for (var i = 0; i < nodes.Length; i++)
        {
            // A leaf leads to itself, so that every row takes as many steps.
            nodes[i] = tree[i] is { By: { } by } split
                ? new Node(by.Feature, split.Left, by.MissingLeft ? (byte)(by.Bin + 1) : (byte)by.Bin, by.MissingLeft ? (byte)1 : (byte)0, by.Category, 0)
                : new Node(0, i, 255, 0, false, (float)tree[i].Value);
            if (tree[i].By is { Category: true } category)
            {
                sets[i] = category.LeftSet;
                hasCategories = true;
            }
        }
    }

    /// <summary>Adds what the tree says of the rows to their scores.</summary>
    public unsafe void AddTo(BinnedTable table, ReadOnlySpan<int> rows, float[] scores)
    {
        fixed (Node* first = nodes)
        fixed (byte* bins = table.Bins)
            foreach (var row in rows)
                scores[row] += Value(first, bins + ((nint)row * table.RowBytes));
    }

    /// <summary>Adds what the tree says of a range of rows to their scores.</summary>
    public unsafe void AddTo(BinnedTable table, Range rows, float[] scores)
    {
        fixed (Node* first = nodes)
        fixed (byte* bins = table.Bins)
            for (var row = rows.Start.Value; row < rows.End.Value; row++)
                scores[row] += Value(first, bins + ((nint)row * table.RowBytes));
    }

    private unsafe float Value(Node* first, byte* row) => first[hasCategories ? LeafWithSets(first, row) : Leaf(first, row)].Value;

    private unsafe int Leaf(Node* first, byte* row)
    {
        var at = 0;
        for (var step = 0; step < depth; step++)
        {
            // With missing values at 255, adding one brings them round to 0 and so to the left.
            var node = first + at;
            at = node->Left + ((byte)(row[node->Feature] + node->Shift) > node->Limit ? 1 : 0);
        }

        return at;
    }

    private unsafe int LeafWithSets(Node* first, byte* row)
    {
        var at = 0;
        while (first[at].Left != at)
        {
            var node = first + at;
            var bin = row[node->Feature];
            var goesLeft = node->Category ? sets[at].Has(bin) : (byte)(bin + node->Shift) <= node->Limit;
            at = node->Left + (goesLeft ? 0 : 1);
        }

        return at;
    }

    private readonly record struct Node(int Feature, int Left, byte Limit, byte Shift, bool Category, float Value);
}
