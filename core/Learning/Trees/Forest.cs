namespace MerchantOps.Learning.Trees;

/// <summary>
/// Trees laid out for scoring: eight bytes a node, the right child after the left one, a leaf leading to itself so that every row takes the same
/// steps and nothing has to be guessed. A missing value stands at both ends of the scale, in a column of its own for each, and a node
/// names the column that sends it the way it learned. Immutable and thread-safe.
/// </summary>
internal sealed class Forest
{
    /// <summary>Set in <see cref="ForestNode.Column"/> where the node asks for a category.</summary>
    public const int Category = 0x8000;

    /// <summary>With two columns each and the mark above.</summary>
    public const int MostFeatures = 16_000;

    private Forest(ForestNode[] nodes, float[] values, float[] covers, int[] starts, byte[] depths, BinSet[] sets, byte[]?[] binByCode) =>
        (Nodes, Values, Covers, Starts, Depths, Sets, BinByCode) = (nodes, values, covers, starts, depths, sets, binByCode);

    public ForestNode[] Nodes { get; }

    /// <summary>By node; 0 for splits.</summary>
    public float[] Values { get; }

    /// <summary>By node, the weight of the training rows that came there.</summary>
    public float[] Covers { get; }

    /// <summary>By tree, its first node.</summary>
    public int[] Starts { get; }

    /// <summary>By tree.</summary>
    public byte[] Depths { get; }

    public BinSet[] Sets { get; }

    /// <summary>By feature, the bin of each category; null for numbers.</summary>
    public byte[]?[] BinByCode { get; }

    public int Columns => 2 * BinByCode.Length;

    public int NodesOf(int tree) => (tree + 1 < Starts.Length ? Starts[tree + 1] : Nodes.Length) - Starts[tree];

    public static Forest Of(List<GrownTree> trees, FeatureBins[] bins)
    {
        var count = trees.Sum(static tree => tree.Count);
        var forest = new Forest(
            new ForestNode[count], new float[count], new float[count], new int[trees.Count], new byte[trees.Count],
            [], [.. bins.Select(static b => b.Kind == Data.FeatureKind.Category ? b.BinByCode.ToArray() : null)]);
        var sets = new List<BinSet>();
        for (int t = 0, start = 0; t < trees.Count; start += trees[t].Count, t++)
        {
            (forest.Starts[t], forest.Depths[t]) = (start, (byte)trees[t].Depth);
            for (var i = 0; i < trees[t].Count; i++)
            {
                var node = trees[t][i];
                (forest.Values[start + i], forest.Covers[start + i]) = (node.By is null ? (float)node.Value : 0, (float)node.Cover);
                forest.Nodes[start + i] = node.By is null ? ForestNode.Leaf(i) : ForestNode.Of(node.By, node.Left, bins[node.By.Feature], sets);
            }
        }

        return forest.With([.. sets]);
    }

    private Forest With(BinSet[] sets) => new(Nodes, Values, Covers, Starts, Depths, sets, BinByCode);

    /// <summary>Lays a row's values out in columns.</summary>
    /// <param name="row">One value per feature.</param>
    /// <param name="columns">Room for <see cref="Columns"/>.</param>
    public void Spread(ReadOnlySpan<float> row, Span<float> columns)
    {
        for (var j = 0; j < row.Length; j++)
            Spread(j, row[j], columns);
    }

    /// <summary>Lays out the value of one feature.</summary>
    public void Spread(int feature, float value, Span<float> columns) =>
        (columns[2 * feature], columns[(2 * feature) + 1]) = BinByCode[feature] is { } bins ? (Bin(value, bins), 0) : Ends(value);

    private static float Bin(float code, byte[] bins) => code >= 0 && code < bins.Length ? bins[(int)code] : FeatureBins.Missing;

    private static (float Low, float High) Ends(float value) => float.IsNaN(value)
        ? (float.NegativeInfinity, float.PositiveInfinity)
        : (Math.Clamp(value, float.MinValue, float.MaxValue), Math.Clamp(value, float.MinValue, float.MaxValue));

    /// <summary>The value of the leaf that a row comes to in one tree.</summary>
    public unsafe float Score(int tree, ForestNode* nodes, float* values, float* columns)
    {
        var first = nodes + Starts[tree];
        var at = 0;
        if (Sets.Length == 0)
            for (var step = Depths[tree]; step > 0; step--)
            {
                var node = first[at];
                at = node.Left + (columns[node.Column] > node.Threshold ? 1 : 0);
            }
        else
            while (first[at].Left != at)
                at = first[at].Left + (GoesLeft(first[at], columns) ? 0 : 1);
        return values[Starts[tree] + at];
    }

    public unsafe bool GoesLeft(ForestNode node, float* columns) => (node.Column & Category) == 0
        ? !(columns[node.Column] > node.Threshold)
        : Sets[BitConverter.SingleToInt32Bits(node.Threshold)].Has((byte)columns[node.Column & ~Category]);
}

/// <summary>A split, or a leaf that leads to itself.</summary>
/// <param name="Threshold">Greater values go right; for a category, the bits of the number of its set.</param>
/// <param name="Column">Twice the feature, and one more if missing values go right.</param>
/// <param name="Left">The left child, counted from the tree's first node; the right child follows.</param>
internal readonly record struct ForestNode(float Threshold, ushort Column, ushort Left)
{
    public static ForestNode Leaf(int self) => new(float.PositiveInfinity, 0, (ushort)self);

    public static ForestNode Of(Split by, int left, FeatureBins bins, List<BinSet> sets)
    {
        if (!by.Category)
            return new(by.Bin + 1 < bins.Count ? bins.Cut(by.Bin) : float.MaxValue, (ushort)((2 * by.Feature) + (by.MissingLeft ? 0 : 1)), (ushort)left);
        sets.Add(by.LeftSet);
        return new(BitConverter.Int32BitsToSingle(sets.Count - 1), (ushort)((2 * by.Feature) | Forest.Category), (ushort)left);
    }
}
