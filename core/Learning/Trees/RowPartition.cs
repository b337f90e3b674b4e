using System.Runtime.CompilerServices;

namespace MerchantOps.Learning.Trees;

/// <summary>
/// The drawn rows, kept so that each leaf's lie together, with their derivatives beside them. A split moves a stretch from one side to the
/// other. Leaves may be split at once, as their stretches are disjoint.
/// </summary>
internal sealed class RowPartition(BinnedTable table)
{
    private readonly int[][] rows = [[], new int[table.Rows]];
    private readonly long[][] packed = [[], new long[table.Rows]];

    public void Begin(RowSampler sample) => (rows[0], packed[0]) = (sample.Rows, sample.Packed);

    public ReadOnlySpan<int> Rows(GrowingLeaf leaf) => rows[leaf.Side].AsSpan(leaf.Begin, leaf.Count);

    public ReadOnlySpan<long> Packed(GrowingLeaf leaf) => packed[leaf.Side].AsSpan(leaf.Begin, leaf.Count);

    /// <summary>Moves the rows of the leaf's left child to the front and those of the right one to the back; returns where the right one begins.</summary>
    [SkipLocalsInit]
    public unsafe int Split(GrowingLeaf leaf)
    {
        var by = leaf.Best!;
        var goesLeft = stackalloc byte[HistogramPass.Slots];
        by.WriteGoesLeft(new Span<byte>(goesLeft, HistogramPass.Slots));
        nint rowBytes = table.RowBytes;
        int left = leaf.Begin, right = leaf.End - 1;
        fixed (byte* bins = table.Bins)
        fixed (int* from = rows[leaf.Side], to = rows[1 - leaf.Side])
        fixed (long* fromPacked = packed[leaf.Side], toPacked = packed[1 - leaf.Side])
        {
            var feature = bins + by.Feature;
            for (var i = leaf.Begin; i < leaf.End; i++)
            {
                // Both ends are written and one of them moves on: no branch to guess wrongly.
                var (row, sums) = (from[i], fromPacked[i]);
                (to[left], to[right]) = (row, row);
                (toPacked[left], toPacked[right]) = (sums, sums);
                int goes = goesLeft[feature[row * rowBytes]];
                (left, right) = (left + goes, right - 1 + goes);
            }
        }

        return left;
    }
}
