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
    /// <summary>Rows scored together. From one column to the next are as many places, also where there is one row.</summary>
    public const int BlockRows = 8;

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

    /// <summary>Lays out a feature of up to <see cref="BlockRows"/> rows.</summary>
    /// <param name="values">One per row.</param>
    /// <param name="columns">Room for <see cref="Columns"/> × <see cref="BlockRows"/>.</param>
    public void Spread(int feature, ReadOnlySpan<float> values, Span<int> columns)
    {
        if (answers[feature] is { } ofCategory)
        {
            ofCategory.Spread(values, columns);
            return;
        }

        var (low, high) = (2 * feature * BlockRows, ((2 * feature) + 1) * BlockRows);
        for (var row = 0; row < values.Length; row++)
            (columns[low + row], columns[high + row]) = Ends(values[row]);
    }

    /// <summary>Lays out a row, one value per feature.</summary>
    public void Spread(ReadOnlySpan<float> row, Span<int> columns)
    {
        for (var j = 0; j < row.Length; j++)
            Spread(j, row.Slice(j, 1), columns);
    }

    private static (int Low, int High) Ends(float value) =>
        float.IsNaN(value) ? (OrderedFloat.Lowest, OrderedFloat.Highest) : (OrderedFloat.Of(value), OrderedFloat.Of(value));

    /// <summary>Adds what each tree says of a row to the score of its output.</summary>
    /// <param name="columns">The first row of a block.</param>
    public unsafe void AddTo(ForestNode* nodes, int* columns, Span<double> scores)
    {
        var tree = 0;
        if (scores.Length == 1)
            for (; tree + 8 <= Starts.Length; tree += 8)
                scores[0] += Eight(nodes, columns, Starts.AsSpan(tree, 8), deepestOfEight[tree / 8]);
        for (; tree < Starts.Length; tree++)
        {
            nint at = Starts[tree];
            for (int step = Depths[tree]; step > 0; step--)
                at = ForestNode.Next(nodes, at, columns);
            scores[tree % scores.Length] += Values[at];
        }
    }

    /// <summary>Eight trees go on at once, as each step waits for the one before.</summary>
    private unsafe double Eight(ForestNode* nodes, int* columns, ReadOnlySpan<int> starts, int depth)
    {
        nint a = starts[0], b = starts[1], c = starts[2], d = starts[3], e = starts[4], f = starts[5], g = starts[6], h = starts[7];
        for (var step = depth; step > 0; step--)
        {
            a = ForestNode.Next(nodes, a, columns);
            b = ForestNode.Next(nodes, b, columns);
            c = ForestNode.Next(nodes, c, columns);
            d = ForestNode.Next(nodes, d, columns);
            e = ForestNode.Next(nodes, e, columns);
            f = ForestNode.Next(nodes, f, columns);
            g = ForestNode.Next(nodes, g, columns);
            h = ForestNode.Next(nodes, h, columns);
        }

        var values = Values;
        return (double)values[a] + values[b] + values[c] + values[d] + values[e] + values[f] + values[g] + values[h];
    }

    /// <summary>Adds what one tree says of a block of rows, which go on at once.</summary>
    /// <param name="scores">One per row of the block.</param>
    public unsafe void AddBlockTo(int tree, ForestNode* nodes, int* columns, Span<double> scores)
    {
        nint a = Starts[tree], b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        for (int step = Depths[tree]; step > 0; step--)
        {
            a = ForestNode.Next(nodes, a, columns);
            b = ForestNode.Next(nodes, b, columns + 1);
            c = ForestNode.Next(nodes, c, columns + 2);
            d = ForestNode.Next(nodes, d, columns + 3);
            e = ForestNode.Next(nodes, e, columns + 4);
            f = ForestNode.Next(nodes, f, columns + 5);
            g = ForestNode.Next(nodes, g, columns + 6);
            h = ForestNode.Next(nodes, h, columns + 7);
        }

        var values = Values;
        var into = scores[..BlockRows];
        into[0] += values[a];
        into[1] += values[b];
        into[2] += values[c];
        into[3] += values[d];
        into[4] += values[e];
        into[5] += values[f];
        into[6] += values[g];
        into[7] += values[h];
    }
}

/// <summary>A split, or a leaf that leads to itself, in eight bytes.</summary>
/// <param name="Threshold">As <see cref="OrderedFloat"/>; greater values go right. 0 for the answer about a category.</param>
/// <param name="Way">
/// The lower 12 bits: how many nodes on the left child stands, which the right one follows; 0 for a leaf. Above: where the column asked
/// stands in a block of rows.
/// </param>
internal readonly record struct ForestNode(int Threshold, uint Way)
{
    /// <summary>Room for the nodes of <see cref="BoostedTreesOptions.MaxLeaves"/> leaves.</summary>
    private const int StepBits = 12;

    /// <summary>Columns a node can name.</summary>
    public const int MostColumns = (1 << (32 - StepBits)) / Forest.BlockRows;

    /// <summary>Asks the first column for more than there is.</summary>
    public static readonly ForestNode Leaf = Split(OrderedFloat.Highest, 0, 0);

    /// <summary>From the node to its left child; 0 for a leaf.</summary>
    public int Step => (int)(Way & ((1 << StepBits) - 1));

    public int Column => (int)(Way >> StepBits) / Forest.BlockRows;

    public bool IsLeaf => Step == 0;

    public static ForestNode Split(int threshold, int column, int step) => new(threshold, ((uint)(column * Forest.BlockRows) << StepBits) | (uint)step);

    /// <summary>The node a row goes to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe nint Next(ForestNode* nodes, nint at, int* columns)
    {
        nuint way = nodes[at].Way;
        return at + (nint)(way & ((1 << StepBits) - 1)) + (columns[way >> StepBits] > nodes[at].Threshold ? 1 : 0);
    }
}
