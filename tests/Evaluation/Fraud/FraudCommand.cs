using System.CommandLine;
using System.Globalization;
using MerchantOps.Fraud;
using MerchantOps.Learning.Measures;
using Spectre.Console;

namespace MerchantOps.Evaluation.Fraud;

/// <summary><c>fraud --history F,… --score F --format … --protocol split|live …</c>: replays orders through the engine; how well, and how fast, does it decide?</summary>
internal static class FraudCommand
{
    public static Command Create(TextWriter output)
    {
        var command = new Command("fraud", "Replays orders in time order through the fraud engine.");
        var files = FraudOptions.AddFilesTo(command, score: true);
        var protocol = new Option<string>("--protocol") { Description = "split: fitted once on history; live: from a cold start, retrained nightly.", Required = true };
        protocol.AcceptOnlyFromAmong("split", "live");
        var censor = new Option<bool>("--censor") { Description = "live: labels of declined orders never arrive." };
        Option<DateTimeOffset?>[] dates =
        [
            FraudOptions.Date("--train-from", "First day learned from."), FraudOptions.Date("--train-to", "Last day learned from."),
            FraudOptions.Date("--test-from", "First day of the figures."), FraudOptions.Date("--test-to", "Last day of the figures."),
        ];
        var drop = new Option<bool>("--drop-known-cards") { Description = "Leave out cards known to be compromised." };
        foreach (var option in (Option[])[protocol, censor, .. dates, drop])
            command.Options.Add(option);
        command.SetAction((parsed, ct) => Task.FromResult(Run(
            files.Read(parsed, score: true) with
            {
                Censor = parsed.GetValue(censor),
                Train = new DayRange(parsed.GetValue(dates[0]), parsed.GetValue(dates[1])),
                Test = new DayRange(parsed.GetValue(dates[2]), parsed.GetValue(dates[3])),
                DropKnownCards = parsed.GetValue(drop),
            },
            parsed.GetValue(protocol) == "live", output, ct)));
        return command;
    }

    private static int Run(FraudOptions options, bool live, TextWriter output, CancellationToken ct)
    {
        var started = TimeProvider.System.GetTimestamp();
        var input = new FraudInput(options);
        var (all, doubled) = live ? LiveProtocol.Run(input, options, output, ct) : SplitProtocol.Run(input, options, ct);
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;

        var kept = options.DropKnownCards ? CardPrecision.WithoutKnown(all, options) : all;
        ReplayedRow[] scored = [.. kept.Where(r => r.Part is not null && options.Test.Holds(r.At))];
        if (scored.Length == 0)
            throw new BadInputException("No order of the score files lies within the test dates.");
        if (live)
            TellOutcomes(scored, output);
        TellIntervals(scored, output);
        Write(output, Figures(all, scored, doubled, input.Scored, seconds));
        return 0;
    }

    private static FraudFigures Figures(List<ReplayedRow> all, ReplayedRow[] scored, int doubled, int expected, double seconds)
    {
        var whole = PartFigures.Of(scored);
        return new FraudFigures(
            scored.Length, expected - all.Count(static r => r.Part is not null), doubled, whole.Auc, whole.Ap, whole.Recall, Math.Round(CardPrecision.Of(scored), 5),
            Math.Round(all.Count / seconds, 1), Math.Round(seconds, 2), PartsOf(scored).ToDictionary(static p => p.Name, static p => PartFigures.Of(p.Rows)));
    }

    private static IEnumerable<(string Name, ReplayedRow[] Rows)> PartsOf(ReplayedRow[] scored)
    {
        foreach (var part in scored.GroupBy(static r => r.Part!).OrderBy(static p => p.Key, StringComparer.Ordinal))
            yield return (part.Key, [.. part]);
        if (scored.Any(static r => r.Part == "early"))
            yield return ("january", [.. scored.Where(static r => r.At.UtcDateTime is { Year: 2015, Month: 1 })]);
    }

    private static void TellIntervals(ReplayedRow[] scored, TextWriter output)
    {
        foreach (var (name, rows) in PartsOf(scored))
        {
            if (!rows.Any(static r => r.Fraud) || rows.All(static r => r.Fraud))
                continue;
            var intervals = Bootstrap.Intervals(
                [.. rows.Select(static r => r.Score)], [.. rows.Select(static r => r.Fraud ? 1f : 0f)],
                [static r => r.Auc(), static r => r.AveragePrecision()], new BootstrapOptions { Resamples = 200 }, CancellationToken.None);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: AUC {intervals[0].Estimate:F4} ({intervals[0].Low:F4} to {intervals[0].High:F4}), AP {intervals[1].Estimate:F4} ({intervals[1].Low:F4} to {intervals[1].High:F4})"));
        }
    }

    private static void TellOutcomes(ReplayedRow[] scored, TextWriter output)
    {
        foreach (var (name, rows) in PartsOf(scored))
        {
            var (frauds, good) = (rows.Where(static r => r.Fraud).ToList(), rows.Where(static r => !r.Fraud).ToList());
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: stopped {Share(frauds):P2} of {frauds.Count} frauds and {Share(good):P2} of {good.Count} good orders; declined {Share(frauds, Outcome.Decline):P2} and {Share(good, Outcome.Decline):P2}"));
        }
    }

    private static double Share(List<ReplayedRow> rows, Outcome atLeast = Outcome.Review) => rows.Count == 0 ? 0 : (double)rows.Count(r => r.Outcome >= atLeast) / rows.Count;

    private static void Write(TextWriter output, FraudFigures figures)
    {
        var table = new Table().AddColumns("part", "orders", "frauds", "AUC", "AP", "recall at 1 % FPR");
        foreach (var (name, part) in figures.Parts)
            table.AddRow(name, Text(part.Orders), Text(part.Frauds), Text(part.Auc), Text(part.Ap), Text(part.Recall));
        PlainConsole.Write(output, table);
        Evaluation.Figures.Write(output, figures);
    }

    private static string Text<T>(T value) => string.Create(CultureInfo.InvariantCulture, $"{value}");
}
