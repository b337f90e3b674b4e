using MerchantOps.Learning.Data;

namespace MerchantOps.Learning.Unsupervised;

/// <summary>
/// Isolation forest (Liu, Ting and Zhou 2008): rows that few random cuts part from all others are unusual. For finding unusual orders
/// and merchants before there are labels, and for a reviewer's first worklist; not where labels are: a learner that uses them ranks
/// far better, and unusual is not yet fraudulent. Cuts numbers between two values and one category from the others; missing values go
/// the way of large ones. Labels and weights are not looked at. Costs trees × sample × log(sample), whatever the number of rows.
/// The same seed gives the same model on any number of threads. Thread-safe.
/// </summary>
public sealed class IsolationForestLearner
{
    private readonly IsolationForestOptions options;

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public IsolationForestLearner(IsolationForestOptions options)
    {
        options.Validate();
        this.options = options;
    }

    /// <exception cref="ArgumentException">There are fewer than two rows, or no features.</exception>
    public IsolationForestModel Learn(Dataset data, IProgress<LearningProgress>? progress, CancellationToken ct)
    {
        if (data.Rows < 2 || data.Features.Count == 0)
            throw new ArgumentException($"{data.Rows} rows of {data.Features.Count} features leave nothing to isolate.", nameof(data));

        var (trees, sample, done) = (new IsolationNode[options.Trees][], Math.Min(options.SampleSize, data.Rows), 0);
        var counting = new Lock();
        Parallel.For(0, trees.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = ct }, t =>
        {
            trees[t] = new IsolationTreeGrower(data, sample, SplitMix64.For(options.Seed, t)).Grow();
            lock (counting)
                progress?.Report(new LearningProgress(++done, trees.Length, null));
        });
        return new IsolationForestModel(data.Features, sample, trees);
    }
}
