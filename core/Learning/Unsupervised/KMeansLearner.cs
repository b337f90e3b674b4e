using MerchantOps.Learning.Data;

namespace MerchantOps.Learning.Unsupervised;

/// <summary>
/// k-means++ (Arthur and Vassilvitskii 2007) with Lloyd's passes: groups rows around k means. For segments of customers and merchants
/// by a handful of numbers, such as recency, frequency and money; take logarithms of skewed ones before. Not for categories, nor for
/// groups that are long, nested or of very different size. Labels and weights are not looked at. Costs restarts × passes × rows ×
/// clusters × features, about a nanosecond for four. One thread; the same seed gives the same model on the same kind of processor.
/// Thread-safe.
/// </summary>
public sealed class KMeansLearner
{
    private readonly KMeansOptions options;

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public KMeansLearner(KMeansOptions options)
    {
        options.Validate();
        this.options = options;
    }

    /// <param name="progress">Starts done; its loss is the inertia of the best.</param>
    /// <exception cref="ArgumentException">A feature is a category or misses values, or there are fewer rows than clusters.</exception>
    public KMeansModel Learn(Dataset data, IProgress<LearningProgress>? progress, CancellationToken ct)
    {
        if (data.Rows < options.Clusters || data.Features.Count == 0)
            throw new ArgumentException($"{data.Rows} rows of {data.Features.Count} features cannot make {options.Clusters} clusters.", nameof(data));
        if (data.Features.FirstOrDefault(static f => f.Kind == FeatureKind.Category) is { } category)
            throw new ArgumentException($"Feature {category.Name} is a category: its codes have no distance.", nameof(data));

        var found = Scaling.Of(data);
        var scaling = options.Standardise ? found : Scaling.None(data.Features.Count);
        var points = new ClusterPoints(scaling.Apply(data), data.Rows);
        KMeansStart? best = null;
        for (var start = 0; start < options.Restarts; start++)
        {
            var next = new KMeansStart(points, options.Clusters, SplitMix64.For(options.Seed, start));
            next.Run(options.MaxIterations, ct);
            best = best is null || next.Inertia < best.Inertia ? next : best;
            progress?.Report(new LearningProgress(start + 1, options.Restarts, best.Inertia));
        }

        return new KMeansModel(data.Features, scaling, best!.Centres, best.Inertia);
    }
}
