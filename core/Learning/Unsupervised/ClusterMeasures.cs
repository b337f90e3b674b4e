using System.Numerics.Tensors;
using MerchantOps.Learning.Data;

namespace MerchantOps.Learning.Unsupervised;

/// <summary>How well rows fall into clusters, in the space of the data as it is: for a model's own space see <see cref="KMeansModel.Scale"/>. Stateless.</summary>
public static class ClusterMeasures
{
    /// <summary>
    /// Mean silhouette (Rousseeuw 1987), -1 to 1: how much nearer rows are to their own cluster than to the next; above 0.5 clusters
    /// are clear, below 0.25 hardly there. A row alone in its cluster counts 0. Costs rows² × features, of a sample where there are many.
    /// </summary>
    /// <param name="clusters">Codes from 0, one per row; two must occur.</param>
    /// <param name="sample">Rows looked at, drawn by the seed, at least 2; all when there are fewer.</param>
    /// <exception cref="ArgumentException">Lengths differ, or fewer than two clusters occur.</exception>
    public static double Silhouette(Dataset data, ReadOnlySpan<int> clusters, int sample, int seed, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sample, 2);
        var (rows, sizes) = Sorted(data, clusters, sample, seed);
        var (points, distances, point, sum) = (Points(data.Take(rows)), new float[rows.Length], new float[data.Features.Count], 0.0);
        for (int own = 0, i = 0, end = 0; own < sizes.Length; own++)
            for (end += sizes[own]; i < end; i++)
            {
                ct.ThrowIfCancellationRequested();
                points.CopyRow(i, point);
                points.Distances(point, distances);
                TensorPrimitives.Sqrt(distances, distances);
                sum += Of(distances, sizes, own);
            }

        return sum / rows.Length;
    }

    /// <summary>Davies and Bouldin's index (1979): how wide clusters are against how far apart, for each with its worst neighbour; smaller is better. Costs rows × features.</summary>
    /// <inheritdoc cref="Silhouette"/>
    public static double DaviesBouldin(Dataset data, ReadOnlySpan<int> clusters)
    {
        var (rows, sizes) = Sorted(data, clusters, data.Rows, seed: 0);
        var points = Points(data.Take(rows));
        int[] sorted = [.. sizes.SelectMany(static (size, cluster) => Enumerable.Repeat(cluster, size))];
        var means = Array.ConvertAll(points.Means(sorted, sizes.Length), static m => (float)m);
        var (widths, distances, start) = (new double[sizes.Length], new float[rows.Length], 0);
        for (var c = 0; c < sizes.Length; start += sizes[c++])
        {
            points.Distances(Mean(c), distances);
            for (var i = start; i < start + sizes[c]; i++)
                widths[c] += Math.Sqrt(distances[i]) / sizes[c];
        }

        return Enumerable.Range(0, sizes.Length).Average(a => Enumerable.Range(0, sizes.Length).Where(b => b != a)
            .Max(b => (widths[a] + widths[b]) / TensorPrimitives.Distance(Mean(a), Mean(b))));

        ReadOnlySpan<float> Mean(int cluster) => means.AsSpan(cluster * data.Features.Count, data.Features.Count);
    }

    private static double Of(ReadOnlySpan<float> distances, int[] sizes, int own)
    {
        if (sizes[own] == 1)
            return 0;
        var (inside, outside, start) = (0.0, double.PositiveInfinity, 0);
        for (var c = 0; c < sizes.Length; start += sizes[c++])
        {
            var sum = TensorPrimitives.Sum(distances.Slice(start, sizes[c]));
            if (c == own)
                inside = sum / (sizes[c] - 1);
            else
                outside = Math.Min(outside, sum / sizes[c]);
        }

        return inside == outside ? 0 : (outside - inside) / Math.Max(inside, outside);
    }

    /// <summary>Rows drawn, cluster by cluster, and how many each has; clusters without rows are left out.</summary>
    private static (int[] Rows, int[] Sizes) Sorted(Dataset data, ReadOnlySpan<int> clusters, int sample, int seed)
    {
        if (clusters.Length != data.Rows)
            throw new ArgumentException($"{clusters.Length} clusters are given for {data.Rows} rows.", nameof(clusters));

        int[] rows = [.. Enumerable.Range(0, data.Rows)], codes = clusters.ToArray();
        if (sample < rows.Length)
        {
            new Random(seed).Shuffle(rows);
            rows = rows[..sample];
        }

        var groups = rows.GroupBy(row => codes[row]).OrderBy(static group => group.Key).ToList();
        return groups.Count > 1
            ? ([.. groups.SelectMany(static group => group)], [.. groups.Select(static group => group.Count())])
            : throw new ArgumentException("Fewer than two clusters occur.", nameof(clusters));
    }

    private static ClusterPoints Points(Dataset data) => new([.. Enumerable.Range(0, data.Features.Count).Select(j => data.Column(j).ToArray())], data.Rows);
}
