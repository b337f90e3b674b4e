using System.Runtime.CompilerServices;

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

    public Forest(ForestNode[] nodes, float[] values, float[] covers, int[] starts, byte[] depths, BinSet[] sets, byte[]?[] binByCode) =>
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
    public void Spread(ReadOnlySpan<float> row, Span<int> columns)
    {
        for (var j = 0; j < row.Length; j++)
            Spread(j, row[j], columns);
    }

    /// <summary>Lays out the value of one feature.</summary>
    public void Spread(int feature, float value, Span<int> columns) =>
        (columns[2 * feature], columns[(2 * feature) + 1]) = BinByCode[feature] is { } bins ? (Bin(value, bins), 0) : Ends(value);

    private static int Bin(float code, byte[] bins) => code >= 0 && code < bins.Length ? bins[(int)code] : FeatureBins.Missing;

    private static (int Low, int High) Ends(float value) =>
        float.IsNaN(value) ? (OrderedFloat.Lowest, OrderedFloat.Highest) : (OrderedFloat.Of(value), OrderedFloat.Of(value));

    /// <summary>Adds what each tree says of a row to the score of its output; four trees go on at once, as each step waits for the one before.</summary>
    public unsafe void AddTo(ForestNode* nodes, int* columns, Span<double> scores)
    {
        var (tree, output) = (0, 0);
        if (Sets.Length == 0 && scores.Length == 1)
            for (; tree + 4 <= Starts.Length; tree += 4)
            {
                ForestNode* a = nodes + Starts[tree], b = nodes + Starts[tree + 1], c = nodes + Starts[tree + 2], d = nodes + Starts[tree + 3];
                int inA = 0, inB = 0, inC = 0, inD = 0;
                for (var step = Math.Max(Math.Max(Depths[tree], Depths[tree + 1]), Math.Max(Depths[tree + 2], Depths[tree + 3])); step > 0; step--)
                {
                    inA = a[inA].Next(columns);
                    inB = b[inB].Next(columns);
                    inC = c[inC].Next(columns);
                    inD = d[inD].Next(columns);
                }

                scores[0] += (double)Values[Starts[tree] + inA] + Values[Starts[tree + 1] + inB] + Values[Starts[tree + 2] + inC] + Values[Starts[tree + 3] + inD];
            }

        for (; tree < Starts.Length; tree++, output = output + 1 < scores.Length ? output + 1 : 0)
            scores[output] += Values[Starts[tree] + Leaf(tree, nodes, columns)];
    }

    /// <summary>Adds what one tree says of several rows; four rows go on at once.</summary>
    /// <param name="columns">Row by row.</param>
    /// <param name="scores">Of the first row; those of the others follow, <paramref name="stride"/> apart.</param>
    public unsafe void AddTo(int tree, ForestNode* nodes, int* columns, int rows, Span<double> scores, int stride)
    {
        var row = 0;
        if (Sets.Length == 0)
            for (; row + 4 <= rows; row += 4)
            {
                int* a = columns + (row * Columns), b = a + Columns, c = b + Columns, d = c + Columns;
                var first = nodes + Starts[tree];
                int inA = 0, inB = 0, inC = 0, inD = 0;
                for (var step = Depths[tree]; step > 0; step--)
                {
                    inA = first[inA].Next(a);
                    inB = first[inB].Next(b);
                    inC = first[inC].Next(c);
                    inD = first[inD].Next(d);
                }

                var values = Values.AsSpan(Starts[tree]);
                scores[row * stride] += values[inA];
                scores[(row + 1) * stride] += values[inB];
                scores[(row + 2) * stride] += values[inC];
                scores[(row + 3) * stride] += values[inD];
            }

        for (; row < rows; row++)
            scores[row * stride] += Values[Starts[tree] + Leaf(tree, nodes, columns + (row * Columns))];
    }

    private unsafe int Leaf(int tree, ForestNode* nodes, int* columns)
    {
        var first = nodes + Starts[tree];
        var at = 0;
        while (first[at].Left != at)
            at = first[at].Left + (GoesLeft(first[at], columns) ? 0 : 1);
        return at;
    }

    public unsafe bool GoesLeft(ForestNode node, int* columns) => (node.Column & Category) == 0
        ? columns[node.Column] <= node.Threshold
        : Sets[node.Threshold].Has((byte)columns[node.Column & ~Category]);
}

/// <summary>A split, or a leaf that leads to itself.</summary>
/// <param name="Threshold">As <see cref="OrderedFloat"/>; greater values go right. For a category, the number of its set.</param>
/// <param name="Column">Twice the feature, and one more if missing values go right.</param>
/// <param name="Left">The left child, counted from the tree's first node; the right child follows.</param>
internal readonly record struct ForestNode(int Threshold, ushort Column, ushort Left)
{
    public static ForestNode Leaf(int self) => new(OrderedFloat.Highest, 0, (ushort)self);

    public static ForestNode Of(Split by, int left, FeatureBins bins, List<BinSet> sets)
    {
        if (!by.Category)
            return new(bins.OrderedCut(by.Bin), (ushort)((2 * by.Feature) + (by.MissingLeft ? 0 : 1)), (ushort)left);
        sets.Add(by.LeftSet);
        return new(sets.Count - 1, (ushort)((2 * by.Feature) | Forest.Category), (ushort)left);
    }

    /// <summary>The child a row goes to, for a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe int Next(int* columns) => Left + (columns[Column] > Threshold ? 1 : 0);
}
