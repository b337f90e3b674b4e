namespace MerchantOps.Learning.Trees;

/// <summary>
/// A tree in terms of bins, as training sees it. Node 0 is the root; the right child of a node stands after the left one. Not thread-safe
/// while it grows.
/// </summary>
internal sealed class GrownTree
{
    private readonly List<GrownNode> nodes = [new GrownNode()];

    public int Count => nodes.Count;

    /// <summary>Splits on the longest way from the root to a leaf.</summary>
    public int Depth { get; private set; }

    public GrownNode this[int node] => nodes[node];

    /// <summary>Turns a leaf into a split and returns its left child.</summary>
    public int Split(int leaf, Split by)
    {
        var (left, depth) = (nodes.Count, nodes[leaf].Depth + 1);
        (nodes[leaf].By, nodes[leaf].Left) = (by, left);
        nodes.Add(new GrownNode { Depth = depth });
        nodes.Add(new GrownNode { Depth = depth });
        Depth = Math.Max(Depth, depth);
        return left;
    }
}

internal sealed class GrownNode
{
    /// <summary>Null for a leaf.</summary>
    public Split? By;

    public int Left, Depth;

    /// <summary>Sum of second derivatives of the rows that came here.</summary>
    public double Cover;

    /// <summary>What a leaf adds to the score.</summary>
    public double Value;
}

/// <summary>A split that was found.</summary>
/// <param name="Bin">Numbers up to this bin go left.</param>
/// <param name="MissingLeft">Where missing numbers go.</param>
/// <param name="Category">Whether the feature is one; then the bins of <paramref name="LeftSet"/> go left.</param>
/// <param name="Left">Sums of what goes left.</param>
internal sealed record Split(double Gain, int Feature, int Bin, bool MissingLeft, bool Category, BinSet LeftSet, GradientSums Left)
{
    /// <summary>1 for each bin that goes left, else 0.</summary>
    /// <param name="into">256 of them.</param>
    public void WriteGoesLeft(Span<byte> into)
    {
        into.Clear();
        if (Category)
        {
            for (var bin = 0; bin < into.Length; bin++)
                into[bin] = LeftSet.Has((byte)bin) ? (byte)1 : (byte)0;
            return;
        }

        into[..(Bin + 1)].Fill(1);
        into[FeatureBins.Missing] = MissingLeft ? (byte)1 : (byte)0;
    }
}
