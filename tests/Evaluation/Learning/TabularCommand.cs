using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Serialization;
using MerchantOps.Evaluation.Learning.Sets;
using MerchantOps.Evaluation.Tables;
using MerchantOps.Learning.Data;

namespace MerchantOps.Evaluation.Learning;

/// <summary><c>tabular --train F --test F --label COL …</c>: how well, and how fast, is a label of two values learned from a table?</summary>
internal static class TabularCommand
{
    public static Command Create(TextWriter output)
    {
        var command = new Command("tabular", "Learns a label of two values from one table and judges the model on another.");
        var read = TabularOptions.AddTo(command);
        command.SetAction((options, ct) => Task.FromResult(Run(read(options), output, ct)));
        return command;
    }

    private static int Run(TabularOptions options, TextWriter output, CancellationToken ct)
    {
        var fit = Fits.Of(options.Model, options.Trees, options.Depth);
        var (train, test) = ReadTables(options);

        var (speed, model) = Measure(fit, train, test, options, ct);
        var scores = model.Score(test, options.Threads, ct);
        if (options.Scores is { } path)
            WriteScores(path, scores);

        Figures.Write(output, Result.Of(train, model, speed, Quality.Of(scores, test.Labels)));
        return 0;
    }

    private static (Speed Speed, IScorer Model) Measure(Fit fit, Dataset train, Dataset test, TabularOptions options, CancellationToken ct)
    {
        try
        {
            return Speed.Measure(fit, train, test, options.Threads, options.Seed, ct);
        }
        catch (ArgumentException e)
        {
            throw new BadInputException($"{options.Train} cannot be learned from: {e.Message}");
        }
    }

    private static (Dataset Train, Dataset Test) ReadTables(TabularOptions options)
    {
        if (options.Drop.Contains(options.Label))
            throw new BadInputException($"{options.Label} cannot be both dropped and learned.");
        var train = TableReader.Read(options.Train, options.Drop, options.Label);
        var labels = new Labels(train, options.Label, options.Positive);
        var test = TableReader.Read(options.Test, train.Features);
        return test.Rows > 0 ? (labels.Of(train), labels.Of(test)) : throw new BadInputException($"{options.Test} has no rows.");
    }

    private static void WriteScores(string path, double[] scores)
    {
        try
        {
            TableWriter.WriteScores(path, scores);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path} cannot be written: {e.Message}");
        }
    }

    private sealed record Result(
        [property: JsonPropertyName("rows")] int Rows,
        [property: JsonPropertyName("features")] int Features,
        [property: JsonPropertyName("trees")] int Trees,
        [property: JsonPropertyName("leaves")] int Leaves,
        [property: JsonPropertyName("train_s")] double TrainSeconds,
        [property: JsonPropertyName("rows_per_s")] double RowsPerSecond,
        [property: JsonPropertyName("single_us")] double SingleMicroseconds,
        [property: JsonPropertyName("auc")] double Auc,
        [property: JsonPropertyName("ap")] double Ap,
        [property: JsonPropertyName("logloss")] double LogLoss,
        [property: JsonPropertyName("recall_at_1pct_fpr")] double Recall,
        [property: JsonPropertyName("peak_rss_mb")] long PeakMegabytes)
    {
        public static Result Of(Dataset train, IScorer model, Speed speed, Quality quality) => new(
            train.Rows, train.Features.Count, model.Trees, model.Leaves,
            Math.Round(speed.TrainSeconds, 4), Math.Round(speed.RowsPerSecond), Math.Round(speed.SingleMicroseconds, 3),
            Math.Round(quality.Auc, 5), Math.Round(quality.Ap, 5), Math.Round(quality.LogLoss, 6), Math.Round(quality.Recall, 5), PeakOfThisProcess());

        private static long PeakOfThisProcess()
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64 >> 20;
        }
    }
}
