using System.Runtime.CompilerServices;

namespace MerchantOps.Learning.Trees;

/// <summary>
/// Trees laid out for scoring: eight bytes a node, the right child after the left one, a leaf leading to itself so that every row takes the same
/// steps and nothing has to be guessed. A row is laid out in columns first: each number twice, as a missing one stands at both ends of
/// the scale and a node names the column that sends it the way it learned; then the answers to all questions about categories.
/// Immutable and thread-safe.
/// </summary>
internal sealed class Forest
{
    /// <summary>Rows scored together.</summary>
    public const int BlockRows = 1 << BlockShift;

    private const int BlockShift = 6;

    private readonly CategoryAnswers?[] answers;
    private readonly byte[] deepestOfEight;

    /// <param name="sets">By feature, rising.</param>
    /// <param name="binByCode">By feature, the bin of each category; null for numbers.</param>
    public Forest(ForestNode[] nodes, float[] values, float[] covers, int[] starts, byte[] depths, CategorySet[] sets, byte[]?[] binByCode)
    {
        (Nodes, Values, Covers, Starts, Depths, Sets, BinByCode) = (nodes, values, covers, starts, depths, sets, binByCode);
        deepestOfEight = [.. depths.Chunk(8).Select(static eight => eight.Max())];
        answers = [.. binByCode.Select((bins, j) => bins is null ? null : new CategoryAnswers(j, bins, sets, 2 * binByCode.Length))];
    }

    public ForestNode[] Nodes { get; }

    /// <summary>By node; 0 for splits.</summary>
    public float[] Values { get; }

    /// <summary>By node, the weight of the training rows that came there.</summary>
    public float[] Covers { get; }

    /// <summary>By tree, its first node.</summary>
    public int[] Starts { get; }

    /// <summary>By tree.</summary>
    public byte[] Depths { get; }

    public CategorySet[] Sets { get; }

    public byte[]?[] BinByCode { get; }

    public int Columns => (2 * BinByCode.Length) + Sets.Length;

    public int NodesOf(int tree) => (tree + 1 < Starts.Length ? Starts[tree + 1] : Nodes.Length) - Starts[tree];

    /// <summary>The set a column asks for, or null for a number.</summary>
    public CategorySet? SetOf(int column) => column < 2 * BinByCode.Length ? null : Sets[column - (2 * BinByCode.Length)];

    public int FeatureOf(int column) => SetOf(column)?.Feature ?? column >> 1;

    /// <summary>Lays a row's values out in columns.</summary>
    /// <param name="row">One value per feature.</param>
    /// <param name="columns">Room for <see cref="Columns"/>.</param>
    public void Spread(ReadOnlySpan<float> row, Span<int> columns)
    {
        for (var j = 0; j < row.Length; j++)
            if (answers[j] is { } ofCategory)
                ofCategory.Spread(row[j], columns);
            else
                (columns[2 * j], columns[(2 * j) + 1]) = Ends(row[j]);
    }

    /// <summary>Lays out one feature of several rows.</summary>
    /// <param name="values">One per row.</param>
    /// <param name="columns">Column by column, <see cref="BlockRows"/> places each.</param>
    public void SpreadBlock(int feature, ReadOnlySpan<float> values, Span<int> columns)
    {
        if (answers[feature] is { } ofCategory)
        {
            ofCategory.SpreadBlock(values, columns);
            return;
        }

        var (low, high) = (2 * feature * BlockRows, ((2 * feature) + 1) * BlockRows);
        for (var row = 0; row < values.Length; row++)
            (columns[low + row], columns[high + row]) = Ends(values[row]);
    }

    private static (int Low, int High) Ends(float value) =>
        float.IsNaN(value) ? (OrderedFloat.Lowest, OrderedFloat.Highest) : (OrderedFloat.Of(value), OrderedFloat.Of(value));

    /// <summary>Adds what each tree says of a row to the score of its output; eight trees go on at once, as each step waits for the one before.</summary>
    public unsafe void AddTo(ForestNode* nodes, int* columns, Span<double> scores)
    {
        var tree = 0;
        if (scores.Length == 1)
            for (; tree + 8 <= Starts.Length; tree += 8)
            {
                var starts = Starts.AsSpan(tree, 8);
                int a = starts[0], b = starts[1], c = starts[2], d = starts[3], e = starts[4], f = starts[5], g = starts[6], h = starts[7];
                for (int step = deepestOfEight[tree / 8]; step > 0; step--)
                {
                    a = nodes[a].Next(a, columns, 0);
                    b = nodes[b].Next(b, columns, 0);
                    c = nodes[c].Next(c, columns, 0);
                    d = nodes[d].Next(d, columns, 0);
                    e = nodes[e].Next(e, columns, 0);
                    f = nodes[f].Next(f, columns, 0);
                    g = nodes[g].Next(g, columns, 0);
                    h = nodes[h].Next(h, columns, 0);
                }

                scores[0] += (double)Values[a] + Values[b] + Values[c] + Values[d] + Values[e] + Values[f] + Values[g] + Values[h];
            }

        for (; tree < Starts.Length; tree++)
            scores[tree % scores.Length] += Values[Leaf(tree, nodes, columns, 0)];
    }

    /// <summary>Adds what one tree says of <see cref="BlockRows"/> rows; eight go on at once.</summary>
    /// <param name="columns">Column by column, <see cref="BlockRows"/> places each.</param>
    /// <param name="scores">One per row.</param>
    public unsafe void AddBlockTo(int tree, ForestNode* nodes, int* columns, Span<double> scores)
    {
        for (var row = 0; row < scores.Length; row += 8, columns += 8)
        {
            int a = Starts[tree], b = a, c = a, d = a, e = a, f = a, g = a, h = a;
            for (int step = Depths[tree]; step > 0; step--)
            {
                a = nodes[a].Next(a, columns, BlockShift);
                b = nodes[b].Next(b, columns + 1, BlockShift);
                c = nodes[c].Next(c, columns + 2, BlockShift);
                d = nodes[d].Next(d, columns + 3, BlockShift);
                e = nodes[e].Next(e, columns + 4, BlockShift);
                f = nodes[f].Next(f, columns + 5, BlockShift);
                g = nodes[g].Next(g, columns + 6, BlockShift);
                h = nodes[h].Next(h, columns + 7, BlockShift);
            }

            var into = scores.Slice(row, 8);
            into[0] += Values[a];
            into[1] += Values[b];
            into[2] += Values[c];
            into[3] += Values[d];
            into[4] += Values[e];
            into[5] += Values[f];
            into[6] += Values[g];
            into[7] += Values[h];
        }
    }

    private unsafe int Leaf(int tree, ForestNode* nodes, int* columns, int shift)
    {
        var at = Starts[tree];
        for (int step = Depths[tree]; step > 0; step--)
            at = nodes[at].Next(at, columns, shift);
        return at;
    }
}

/// <summary>A split, or a leaf that leads to itself, in one word.</summary>
/// <param name="Word">
/// From the lowest bit: the threshold (32 bits, as <see cref="OrderedFloat"/>; greater values go right; 0 for the answer about a category),
/// how many nodes on the left child stands (12 bits, 0 for a leaf; the right one follows), and the column asked (20 bits).
/// </param>
internal readonly record struct ForestNode(ulong Word)
{
    /// <summary>Room for the nodes of <see cref="BoostedTreesOptions.MaxLeaves"/> leaves.</summary>
    private const int StepBits = 12;

    /// <summary>Columns a node can name.</summary>
    public const int MostColumns = 1 << (32 - StepBits);

    /// <summary>Asks the first column for more than there is.</summary>
    public static readonly ForestNode Leaf = Split(OrderedFloat.Highest, 0, 0);

    public int Threshold => (int)Word;

    /// <summary>From the node to its left child; 0 for a leaf.</summary>
    public int Step => (int)(Word >> 32) & ((1 << StepBits) - 1);

    public int Column => (int)(Word >> (32 + StepBits));

    public bool IsLeaf => Step == 0;

    public static ForestNode Split(int threshold, int column, int step) =>
        new((uint)threshold | ((ulong)step << 32) | ((ulong)column << (32 + StepBits)));

    /// <summary>The child a row goes to.</summary>
    /// <param name="at">This node's own place.</param>
    /// <param name="shift">From one column of the row to the next are 1 &lt;&lt; shift places.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe int Next(int at, int* columns, int shift) => at + Step + (columns[Word >> (32 + StepBits) << shift] > (int)Word ? 1 : 0);
}
