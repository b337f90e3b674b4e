using System.Runtime.CompilerServices;

namespace MerchantOps.Learning.Trees;

/// <summary>
/// The rows of a <see cref="TreePart"/>, kept so that each leaf's lie together. A split moves a stretch from one side to the other. Leaves may
/// be split at once, as their stretches are disjoint.
/// </summary>
internal sealed class RowPartition(TreePart part, int mostRows)
{
    private readonly int[][] rows = [new int[mostRows], new int[mostRows]];

    public void Begin(int count)
    {
        for (var i = 0; i < count; i++)
            rows[0][i] = i;
    }

    /// <summary>Rows of the part, not of the table.</summary>
    public ReadOnlyMemory<int> Rows(GrowingLeaf leaf) => rows[leaf.Side].AsMemory(leaf.Begin, leaf.Count);

    /// <summary>Moves the rows of the leaf's left child to the front and those of the right one to the back; returns where the right one begins.</summary>
    [SkipLocalsInit]
    public unsafe int Split(GrowingLeaf leaf)
    {
        var by = leaf.Best!;
        var goesLeft = stackalloc byte[HistogramPass.Slots];
        by.WriteGoesLeft(new Span<byte>(goesLeft, HistogramPass.Slots));

        fixed (ulong* words = part.Words)
        fixed (int* from = rows[leaf.Side], to = rows[1 - leaf.Side])
            return Split(from, to, leaf.Begin, leaf.End, (byte*)words + Array.IndexOf(part.Features, by.Feature), part.RowWords * sizeof(ulong), goesLeft);
    }

    // A method of its own, because what stands in a pinning block is kept on the stack.
    private static unsafe int Split(int* from, int* to, int begin, int end, byte* feature, nint rowBytes, byte* goesLeft)
    {
        nint left = begin, right = end - 1;
        for (nint i = begin; i < end; i++)
        {
            // Both ends are written and one of them moves on: no branch to guess wrongly.
            var row = from[i];
            to[left] = row;
            to[right] = row;
            nint goes = goesLeft[feature[row * rowBytes]];
            left += goes;
            right += goes - 1;
        }

        return (int)left;
    }
}
