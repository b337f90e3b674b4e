using System.Diagnostics;
using MerchantOps.Learning.Data;

namespace MerchantOps.Evaluation.Learning;

/// <summary>How fast a learner learns and its model scores.</summary>
/// <param name="TrainSeconds">Median of three fits after one that warms up.</param>
/// <param name="RowsPerSecond">Over 100,000 rows, the test rows as often as that needs; median of three.</param>
/// <param name="SingleMicroseconds">One row at a time, one thread; median.</param>
public sealed record Speed(double TrainSeconds, double RowsPerSecond, double SingleMicroseconds)
{
    private const int Repetitions = 3;
    private const int BulkRows = 100_000;
    private const int SingleRows = 1_000;

    /// <summary>Calls are compiled for speed only when they have been hot for a while.</summary>
    private const double WarmUpSeconds = 0.3;

    /// <returns>The speeds, and the last model learned.</returns>
    public static (Speed Speed, IScorer Model) Measure(Fit fit, Dataset train, Dataset test, int threads, int seed, CancellationToken ct)
    {
        var model = fit(train, threads, seed, ct);
        var seconds = Clock.MedianSeconds(Repetitions, () => model = fit(train, threads, seed, ct));
        return (new Speed(seconds, MeasureBulk(model, test, threads, ct), MeasureSingle(row => model.Score(row), test)), model);
    }

    /// <summary>Microseconds that <paramref name="work"/> takes for one row; median over rows, each timed alone.</summary>
    internal static double MeasureSingle(Func<float[], double> work, Dataset test)
    {
        var rows = Enumerable.Range(0, SingleRows).Select(i => Row(test, i % test.Rows)).ToArray();
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUpSeconds;)
            foreach (var row in rows)
                work(row);

        // Not as a TimeSpan, whose ticks of 100 ns are too coarse.
        var ticks = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            work(rows[i]);
            ticks[i] = Stopwatch.GetTimestamp() - start;
        }

        return Clock.Median(ticks) / Stopwatch.Frequency * 1e6;
    }

    private static double MeasureBulk(IScorer model, Dataset test, int threads, CancellationToken ct)
    {
        var many = test.Take([.. Enumerable.Range(0, BulkRows).Select(i => i % test.Rows)]);
        model.Score(many, threads, ct);
        return BulkRows / Clock.MedianSeconds(Repetitions, () => model.Score(many, threads, ct));
    }

    private static float[] Row(Dataset rows, int i)
    {
        var row = new float[rows.Features.Count];
        rows.CopyRow(i, row);
        return row;
    }
}
