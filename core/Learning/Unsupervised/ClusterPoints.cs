using System.Numerics;
using System.Runtime.InteropServices;

namespace MerchantOps.Learning.Unsupervised;

/// <summary>
/// Rows to cluster, column by column: distances of many rows to one point are vectors this way, whatever the number of features.
/// Immutable and thread-safe.
/// </summary>
internal sealed class ClusterPoints(float[][] columns, int rows)
{
    // Columns of a block, distances and clusters stay in the first cache.
    private const int Block = 1024;

    public int Rows => rows;

    public int Features => columns.Length;

    public void CopyRow(int row, Span<float> into)
    {
        for (var j = 0; j < columns.Length; j++)
            into[j] = columns[j][row];
    }

    /// <summary>Squared distances of all rows to a point.</summary>
    public void Distances(ReadOnlySpan<float> point, Span<float> into)
    {
        for (var start = 0; start < rows; start += Block)
            BlockDistances(start, point, into.Slice(start, Math.Min(Block, rows - start)));
    }

    /// <summary>The nearest point of each row, the first of equals, and its squared distance.</summary>
    /// <param name="points">One after another.</param>
    public void Nearest(ReadOnlySpan<float> points, Span<int> clusters, Span<float> distances)
    {
        Span<float> candidate = stackalloc float[Block];
        for (var start = 0; start < rows; start += Block)
        {
            var length = Math.Min(Block, rows - start);
            var nearest = clusters.Slice(start, length);
            var best = distances.Slice(start, length);
            best.Fill(float.PositiveInfinity);
            for (var c = 0; c < points.Length / Features; c++)
            {
                BlockDistances(start, points.Slice(c * Features, Features), candidate[..length]);
                TakeNearer(candidate[..length], c, best, nearest);
            }
        }
    }

    /// <summary>Means of the rows of each cluster; those of an empty one are NaN.</summary>
    public double[] Means(ReadOnlySpan<int> clusters, int count)
    {
        var (sums, sizes) = (new double[count * Features], new int[count]);
        foreach (var cluster in clusters)
            sizes[cluster]++;
        for (var j = 0; j < Features; j++)
        {
            var column = columns[j];
            for (var i = 0; i < column.Length; i++)
                sums[(clusters[i] * Features) + j] += column[i];
        }

        for (var at = 0; at < sums.Length; at++)
            sums[at] /= sizes[at / Features];
        return sums;
    }

    private void BlockDistances(int start, ReadOnlySpan<float> point, Span<float> into)
    {
        into.Clear();
        for (var j = 0; j < point.Length; j++)
            AddSquares(columns[j].AsSpan(start, into.Length), point[j], into);
    }

    private static void AddSquares(ReadOnlySpan<float> values, float from, Span<float> into)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var sums = MemoryMarshal.Cast<float, Vector<float>>(into);
        for (var v = 0; v < sums.Length; v++)
        {
            var difference = vectors[v] - new Vector<float>(from);
            sums[v] += difference * difference;
        }

        for (var i = sums.Length * Vector<float>.Count; i < into.Length; i++)
            into[i] += (values[i] - from) * (values[i] - from);
    }

    private static void TakeNearer(ReadOnlySpan<float> candidate, int cluster, Span<float> best, Span<int> nearest)
    {
        var count = Vector<float>.Count;
        var i = 0;
        for (; i <= candidate.Length - count; i += count)
        {
            var (distance, before) = (new Vector<float>(candidate[i..]), new Vector<float>(best[i..]));
            var nearer = Vector.LessThan(distance, before);
            Vector.ConditionalSelect(nearer, new Vector<int>(cluster), new Vector<int>(nearest[i..])).CopyTo(nearest[i..]);
            Vector.Min(distance, before).CopyTo(best[i..]);
        }

        for (; i < candidate.Length; i++)
            if (candidate[i] < best[i])
                (best[i], nearest[i]) = (candidate[i], cluster);
    }
}
