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
    private readonly CategoryAnswers?[] answers;

    /// <param name="sets">By feature, rising.</param>
    /// <param name="binByCode">By feature, the bin of each category; null for numbers.</param>
    public Forest(ForestNode[] nodes, float[] values, float[] covers, int[] starts, byte[] depths, CategorySet[] sets, byte[]?[] binByCode)
    {
        (Nodes, Values, Covers, Starts, Depths, Sets, BinByCode) = (nodes, values, covers, starts, depths, sets, binByCode);
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
            Spread(j, row[j], columns);
    }

    /// <summary>Lays out the value of one feature.</summary>
    public void Spread(int feature, float value, Span<int> columns)
    {
        if (answers[feature] is { } ofCategory)
            ofCategory.Spread(value, columns);
        else
            (columns[2 * feature], columns[(2 * feature) + 1]) =
                float.IsNaN(value) ? (OrderedFloat.Lowest, OrderedFloat.Highest) : (OrderedFloat.Of(value), OrderedFloat.Of(value));
    }

    /// <summary>Adds what each tree says of a row to the score of its output; four trees go on at once, as each step waits for the one before.</summary>
    public unsafe void AddTo(ForestNode* nodes, int* columns, Span<double> scores)
    {
        var (tree, output) = (0, 0);
        if (scores.Length == 1)
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
        var (row, width) = (0, Columns);
        for (; row + 4 <= rows; row += 4)
        {
            int* a = columns + (row * width), b = a + width, c = b + width, d = c + width;
            var first = nodes + Starts[tree];
            int inA = 0, inB = 0, inC = 0, inD = 0;
            for (int step = Depths[tree]; step > 0; step--)
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
            scores[row * stride] += Values[Starts[tree] + Leaf(tree, nodes, columns + (row * width))];
    }

    private unsafe int Leaf(int tree, ForestNode* nodes, int* columns)
    {
        var at = 0;
        for (int step = Depths[tree]; step > 0; step--)
            at = nodes[Starts[tree] + at].Next(columns);
        return at;
    }
}

/// <summary>A split, or a leaf that leads to itself.</summary>
/// <param name="Threshold">As <see cref="OrderedFloat"/>; greater values go right. 0 for the answer about a category.</param>
/// <param name="Way">The column asked and the left child, which is counted from the tree's first node and followed by the right one.</param>
internal readonly record struct ForestNode(int Threshold, uint Way)
{
    /// <summary>Room for the nodes of <see cref="BoostedTreesOptions.MaxLeaves"/> leaves.</summary>
    private const int LeftBits = 12;

    /// <summary>Columns a node can name.</summary>
    public const int MostColumns = 1 << (32 - LeftBits);

    public int Column => (int)(Way >> LeftBits);

    public int Left => (int)(Way & ((1 << LeftBits) - 1));

    public static ForestNode Leaf(int self) => new(OrderedFloat.Highest, (uint)self);

    public static ForestNode Split(int threshold, int column, int left) => new(threshold, ((uint)column << LeftBits) | (uint)left);

    /// <summary>The child a row goes to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe int Next(int* columns) => (int)(Way & ((1 << LeftBits) - 1)) + (columns[Way >> LeftBits] > Threshold ? 1 : 0);
}
