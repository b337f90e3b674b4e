using MerchantOps.Learning.Data;

namespace MerchantOps.Learning.Unsupervised;

/// <summary>
/// Tries several numbers of clusters and ranks them by silhouette. A help, no judge: of two that are near, take the one the business
/// can name. Costs what <see cref="KMeansLearner"/> costs for each, and their silhouettes. Thread-safe.
/// </summary>
/// <param name="options">Those of each try; the number of clusters is replaced.</param>
public sealed class ClusterCountSearch(KMeansOptions options)
{
    private const int SilhouetteSample = 5000;

    /// <param name="from">2 at least.</param>
    /// <param name="to">1000 at most.</param>
    /// <param name="progress">Numbers tried; its loss is the silhouette's distance from 1.</param>
    /// <returns>Highest silhouette first.</returns>
    /// <exception cref="ArgumentException">As for <see cref="KMeansLearner"/>, or the range is empty.</exception>
    public IReadOnlyList<ClusterCount> Search(Dataset data, int from, int to, IProgress<LearningProgress>? progress, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        var tried = new List<ClusterCount>();
        for (var count = from; count <= to; count++)
        {
            var model = new KMeansLearner(options with { Clusters = count }).Learn(data, null, ct);
            var (scaled, clusters) = (model.Scale(data), model.Assign(data));
            var silhouette = ClusterMeasures.Silhouette(scaled, clusters, SilhouetteSample, options.Seed, ct);
            tried.Add(new ClusterCount(count, silhouette, ClusterMeasures.DaviesBouldin(scaled, clusters), model));
            progress?.Report(new LearningProgress(tried.Count, to - from + 1, 1 - silhouette));
        }

        return [.. tried.OrderByDescending(static t => t.Silhouette)];
    }
}

/// <summary>How well a number of clusters fits.</summary>
public sealed record ClusterCount(int Clusters, double Silhouette, double DaviesBouldin, KMeansModel Model);
