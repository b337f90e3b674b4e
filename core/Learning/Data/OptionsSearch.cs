namespace MerchantOps.Learning.Data;

/// <summary>
/// Finds good options by trying random ones (Bergstra and Bengio 2012), most of them on a part of the budget only (successive halving;
/// Jamieson and Talwalkar 2016): all on the smallest budget, the best of them on more, the best of those on all. For learners of some
/// options whose good values are unknown within orders of magnitude; not for more trials than there are positives to tell them
/// apart. Costs <see cref="OptionsSearchOptions.Trials"/> × rungs × the smallest budget. One thread: the learner may use several. Thread-safe.
/// </summary>
public sealed class OptionsSearch
{
    private readonly OptionsSearchOptions options;

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public OptionsSearch(OptionsSearchOptions options)
    {
        options.Validate();
        this.options = options;
    }

    /// <param name="draw">Makes options at random; see <see cref="RandomDraws"/>. All are drawn before the first is tried, so a seed fixes them.</param>
    /// <param name="loss">Of options at a share of the budget (rows, trees), above 0 to 1; smaller is better, NaN is worst.</param>
    /// <param name="progress">Trials done, with the loss of the last.</param>
    /// <returns>The best of those tried on the whole budget; the earliest of equals.</returns>
    /// <exception cref="OperationCanceledException">Between two trials, or by <paramref name="loss"/>.</exception>
    public SearchResult<T> Search<T>(Func<Random, T> draw, Func<T, double, CancellationToken, double> loss, IProgress<LearningProgress>? progress, CancellationToken ct)
    {
        var random = new Random(options.Seed);
        var candidates = Enumerable.Range(0, options.Trials).Select(_ => draw(random)).ToList();
        var (rungs, trials) = (options.Rungs(), new List<Trial<T>>());
        var of = rungs.Sum(static rung => rung.Trials);
        foreach (var (count, budget) in rungs)
        {
            var rung = new List<Trial<T>>(count);
            foreach (var candidate in candidates.Take(count))
            {
                ct.ThrowIfCancellationRequested();
                rung.Add(new Trial<T>(candidate, budget, loss(candidate, budget, ct)));
                progress?.Report(new LearningProgress(trials.Count + rung.Count, of, rung[^1].Loss));
            }

            trials.AddRange(rung);
            candidates = [.. rung.OrderBy(static trial => double.IsNaN(trial.Loss) ? double.PositiveInfinity : trial.Loss).Select(static trial => trial.Options)];
        }

        return new SearchResult<T>(candidates[0], trials);
    }
}

/// <summary>Options tried.</summary>
/// <param name="Budget">Share of it, above 0 to 1.</param>
public sealed record Trial<T>(T Options, double Budget, double Loss);

/// <param name="Trials">All, in the order they were made.</param>
public sealed record SearchResult<T>(T Best, IReadOnlyList<Trial<T>> Trials);
