namespace MerchantOps.Learning.Measures;

/// <summary>
/// Confidence of any measure of a ranking by resampling its rows, positives and negatives each in their number (stratified percentile
/// bootstrap; Efron and Tibshirani 1993, ch. 13). The paired form gives both rankings the same resamples, as two models on one test
/// part need. For an AUC alone <see cref="DeLong"/> is faster. Rows must be independent: rows of one customer are not, take fewer rows
/// then. Sorts once; a resample is one pass, some 3 ms for 300,000 rows. One thread, the same seed gives the same interval. Stateless.
/// </summary>
public static class Bootstrap
{
    /// <param name="measures">Such as <c>static r =&gt; r.AveragePrecision()</c>; must not keep the ranking, whose figures change with the next resample.</param>
    /// <returns>One per measure, in order.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a score is not a number, a class is missing or an option is out of range.</exception>
    public static IReadOnlyList<Interval> Intervals(
        ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, IReadOnlyList<Func<RankedScores, double>> measures, BootstrapOptions options, CancellationToken ct)
    {
        var ranking = new ResampledRanking(scores, labels, []);
        var replicas = Replicate(ranking.Strata, options, measures.Count, Fill, ct);
        return [.. measures.Select((measure, m) => Percentiles.Interval(measure(ranking.Whole), replicas[m], options.Level))];

        void Fill(Strata counts, int resample, double[][] into)
        {
            var drawn = ranking.Resample(counts);
            for (var m = 0; m < measures.Count; m++)
                into[m][resample] = measures[m](drawn);
        }
    }

    /// <summary>Each measure of <paramref name="first"/> less that of <paramref name="second"/>.</summary>
    /// <inheritdoc cref="Intervals"/>
    public static IReadOnlyList<Difference> Differences(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<float> labels,
        IReadOnlyList<Func<RankedScores, double>> measures, BootstrapOptions options, CancellationToken ct) =>
        Differences(first, second, labels, [], measures, options, ct);

    /// <inheritdoc cref="Differences(ReadOnlySpan{double}, ReadOnlySpan{double}, ReadOnlySpan{float}, IReadOnlyList{Func{RankedScores, double}}, BootstrapOptions, CancellationToken)"/>
    /// <param name="weights">What each row counts, ≥ 0; empty for 1 each. Rows are drawn alike and counted by their weight.</param>
    public static IReadOnlyList<Difference> Differences(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights,
        IReadOnlyList<Func<RankedScores, double>> measures, BootstrapOptions options, CancellationToken ct)
    {
        var (a, b) = (new ResampledRanking(first, labels, weights), new ResampledRanking(second, labels, weights));
        var replicas = Replicate(a.Strata, options, measures.Count, Fill, ct);
        return [.. measures.Select((measure, m) => Percentiles.Difference(measure(a.Whole) - measure(b.Whole), replicas[m], options.Level))];

        void Fill(Strata counts, int resample, double[][] into)
        {
            var (drawnA, drawnB) = (a.Resample(counts), b.Resample(counts));
            for (var m = 0; m < measures.Count; m++)
                into[m][resample] = measures[m](drawnA) - measures[m](drawnB);
        }
    }

    private static double[][] Replicate(Strata counts, BootstrapOptions options, int measures, Action<Strata, int, double[][]> fill, CancellationToken ct)
    {
        options.Validate();
        var replicas = new double[measures][];
        for (var m = 0; m < measures; m++)
            replicas[m] = new double[options.Resamples];
        var random = SplitMix64.For(options.Seed, 0);
        for (var resample = 0; resample < options.Resamples; resample++)
        {
            ct.ThrowIfCancellationRequested();
            counts.Draw(ref random);
            fill(counts, resample, replicas);
        }

        return replicas;
    }
}
