using System.Runtime.CompilerServices;

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

    /// <summary>Adds what the tree says of the rows to their scores; four go on at once, as each step waits for the one before.</summary>
    public unsafe void AddTo(BinnedTable table, ReadOnlySpan<int> rows, float[] scores)
    {
        nint width = table.RowBytes;
        fixed (Node* first = nodes)
        fixed (byte* bins = table.Bins, left = goesLeft)
        {
            var i = 0;
            for (; i + 4 <= rows.Length; i += 4)
            {
                byte* a = bins + (rows[i] * width), b = bins + (rows[i + 1] * width), c = bins + (rows[i + 2] * width), d = bins + (rows[i + 3] * width);
                int inA = 0, inB = 0, inC = 0, inD = 0;
                for (var step = depth; step > 0; step--)
                {
                    inA = Next(first, left, inA, a);
                    inB = Next(first, left, inB, b);
                    inC = Next(first, left, inC, c);
                    inD = Next(first, left, inD, d);
                }

                scores[rows[i]] += first[inA].Value;
                scores[rows[i + 1]] += first[inB].Value;
                scores[rows[i + 2]] += first[inC].Value;
                scores[rows[i + 3]] += first[inD].Value;
            }

            for (; i < rows.Length; i++)
                scores[rows[i]] += Value(first, left, bins + (rows[i] * width));
        }
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
        for (var step = depth; step > 0; step--)
            at = Next(first, left, at, row);
        return first[at].Value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe int Next(Node* first, byte* left, int at, byte* row) =>
        first[at].Right - left[(at * HistogramPass.Slots) + row[first[at].Feature]];

    private readonly record struct Node(int Feature, int Right, float Value);
}
