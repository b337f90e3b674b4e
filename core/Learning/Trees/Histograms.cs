using System.Numerics.Tensors;

namespace MerchantOps.Learning.Trees;

/// <summary>A split's children, of which only the smaller is counted; the root stands alone.</summary>
internal sealed record Family(GrowingLeaf? Parent, GrowingLeaf Small, GrowingLeaf? Large);

/// <summary>
/// Counts histograms and hands them on, group by group of features. Big leaves are counted in several pieces, so that all threads have
/// work. Keeps its buffers from tree to tree; not thread-safe.
/// </summary>
internal sealed class Histograms(TreePart part, WorkerTeam team)
{
    private const int GroupSlots = HistogramPass.GroupSlots;

    /// <summary>A piece of fewer rows costs more to merge than to count.</summary>
    private const int LeastPiece = 4096;

    private readonly Stack<long[]> free = new();

    /// <summary>Calls <paramref name="search"/> for each leaf and group of features once its sums are there, from several threads.</summary>
    public void Count(List<Family> families, RowPartition rows, Action<GrowingLeaf, int> search, CancellationToken ct)
    {
        var pieces = Pieces(families, rows);
        team.Do(pieces.Count * part.Groups, (_, item) =>
        {
            // A level of a wide table takes seconds.
            ct.ThrowIfCancellationRequested();
            Count(pieces[item / part.Groups], item % part.Groups, rows);
        });
        team.Do(families.Count * part.Groups, (_, item) =>
        {
            var (family, group) = (families[item / part.Groups], item % part.Groups);
            Merge(family, pieces, group);
            search(family.Small, group);
            if (family.Large is not null)
                search(family.Large, group);
        });

        foreach (var piece in pieces)
            if (piece.Sums != piece.Leaf.Histogram)
                free.Push(piece.Sums);
    }

    public void Return(GrowingLeaf leaf)
    {
        if (leaf.Histogram is not null)
            free.Push(leaf.Histogram);
        leaf.Histogram = null;
    }

    private List<Piece> Pieces(List<Family> families, RowPartition rows)
    {
        var pieces = new List<Piece>(families.Count);
        foreach (var family in families)
        {
            var leaf = family.Small;
            leaf.Histogram = Rent();
            if (family.Large is not null)
                (family.Large.Histogram, family.Parent!.Histogram) = (family.Parent.Histogram, null);

            var wanted = families.Count * part.Groups >= 2 * team.Size ? 1 : 2 * team.Size / (families.Count * part.Groups);
            var count = team.Size == 1 ? 1 : Math.Clamp(leaf.Count / LeastPiece, 1, Math.Max(1, wanted));
            for (var p = 0; p < count; p++)
            {
                var (from, to) = ((int)((long)leaf.Count * p / count), (int)((long)leaf.Count * (p + 1) / count));
                pieces.Add(new Piece(leaf, from, to - from, p == 0 ? leaf.Histogram : Rent()));
            }
        }

        return pieces;
    }

    private long[] Rent() => free.TryPop(out var sums) ? sums : GC.AllocateUninitializedArray<long>(part.Groups * GroupSlots);

    private unsafe void Count(Piece piece, int group, RowPartition rows)
    {
        var sums = piece.Sums.AsSpan(group * GroupSlots, GroupSlots);
        sums.Clear();
        fixed (ulong* words = part.Words)
        fixed (int* row = rows.Rows(piece.Leaf).Span)
        fixed (long* into = sums)
            HistogramPass.Add(words + group, part.RowWords, part.Groups - group, row + piece.From, piece.Count, into);
    }

    private static void Merge(Family family, List<Piece> pieces, int group)
    {
        var small = family.Small.Histogram.AsSpan(group * GroupSlots, GroupSlots);
        foreach (var piece in pieces)
            if (piece.Leaf == family.Small && piece.Sums != family.Small.Histogram)
                TensorPrimitives.Add(small, piece.Sums.AsSpan(group * GroupSlots, GroupSlots), small);
        if (family.Large is null)
            return;
        var large = family.Large.Histogram.AsSpan(group * GroupSlots, GroupSlots);
        TensorPrimitives.Subtract(large, small, large);
    }

    private sealed record Piece(GrowingLeaf Leaf, int From, int Count, long[] Sums);
}
