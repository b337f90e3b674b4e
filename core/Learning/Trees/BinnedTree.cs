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

    /// <summary>Adds what the tree says of the rows to their scores.</summary>
    public unsafe void AddTo(BinnedTable table, ReadOnlySpan<int> rows, float[] scores)
    {
        fixed (Node* first = nodes)
        fixed (byte* bins = table.Bins, left = goesLeft)
        fixed (int* row = rows)
        fixed (float* score = scores)
            AddTo(first, left, depth, bins, table.RowBytes, row, rows.Length, score);
    }

    /// <summary>Adds what the tree says of all rows to their scores.</summary>
    public void AddTo(BinnedTable table, Range rows, float[] scores)
    {
        Span<int> some = stackalloc int[256];
        for (var from = rows.Start.Value; from < rows.End.Value; from += some.Length)
        {
            var count = Math.Min(some.Length, rows.End.Value - from);
            for (var i = 0; i < count; i++)
                some[i] = from + i;
            AddTo(table, some[..count], scores);
        }
    }

    /// <summary>Four rows go on at once, as each step waits for the one before.</summary>
    private static unsafe void AddTo(Node* first, byte* left, int depth, byte* bins, nint width, int* rows, int count, float* scores)
    {
        var i = 0;
        for (; i + 4 <= count; i += 4)
        {
            byte* a = bins + (rows[i] * width), b = bins + (rows[i + 1] * width), c = bins + (rows[i + 2] * width), d = bins + (rows[i + 3] * width);
            nint inA = 0, inB = 0, inC = 0, inD = 0;
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

        for (; i < count; i++)
        {
            nint at = 0;
            for (var step = depth; step > 0; step--)
                at = Next(first, left, at, bins + (rows[i] * width));
            scores[rows[i]] += first[at].Value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe nint Next(Node* first, byte* left, nint at, byte* row) =>
        first[at].Right - (nint)left[(at * HistogramPass.Slots) + row[first[at].Feature]];

    private readonly record struct Node(int Feature, int Right, float Value);
}
