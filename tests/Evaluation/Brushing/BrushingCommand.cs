using System.CommandLine;
using MerchantOps.Evaluation.Generators.Markets;
using Spectre.Console;

namespace MerchantOps.Evaluation.Brushing;

/// <summary>
/// <c>brushing --from N --to M</c>: how much of the brushing in seeded markets (<see cref="BrushingMarket"/>) is found, merchant by merchant as the
/// nightly job does, and how much of what is found is brushing, over orders; beside it <see cref="SimpleRule"/>. Seeds 101 to 120 are for
/// development, 1 to 20 for the final measure.
/// </summary>
internal static class BrushingCommand
{
    public static Command Create(TextWriter output)
    {
        var from = new Option<int>("--from") { Description = "The first seed.", DefaultValueFactory = static _ => 101 };
        var to = new Option<int>("--to") { Description = "The last seed.", DefaultValueFactory = static _ => 120 };
        var command = new Command("brushing", "Recall and precision of the search for brushing over fake orders of seeded markets.") { from, to };
        command.SetAction((options, ct) => Task.FromResult(Run(options.GetValue(from), options.GetValue(to), output, ct)));
        return command;
    }

    private static int Run(int from, int to, TextWriter output, CancellationToken ct)
    {
        if (to < from)
            throw new BadInputException($"There are no seeds from {from} to {to}.");

        var trials = new List<BrushingTrial>();
        for (var seed = from; seed <= to; seed++)
            trials.Add(BrushingTrial.Run(BrushingMarket.Generate(seed), ct));
        WriteStyles(trials, output);
        Figures.Write(output, new
        {
            Seeds = trials.Count,
            Orders = trials.Sum(static t => t.Orders),
            Fakes = trials.Sum(static t => t.Fakes),
            Recall = trials.Average(static t => t.Detector.Recall),
            Precision = trials.Average(static t => t.Detector.Precision),
            WorstRecall = trials.Min(static t => t.Detector.Recall),
            WorstPrecision = trials.Min(static t => t.Detector.Precision),
            SimpleRuleRecall = trials.Average(static t => t.SimpleRule.Recall),
            SimpleRulePrecision = trials.Average(static t => t.SimpleRule.Precision),
            Seconds = trials.Sum(static t => t.Seconds),
        });
        return 0;
    }

    private static void WriteStyles(List<BrushingTrial> trials, TextWriter output)
    {
        var table = new Table().AddColumns("style of ring", "fake orders", "found");
        foreach (var style in trials.SelectMany(static t => t.Styles).GroupBy(static s => s.Style).OrderBy(static s => s.Key, StringComparer.Ordinal))
            table.AddRow(style.Key, $"{style.Sum(static s => s.Fakes)}", FormattableString.Invariant($"{(double)style.Sum(static s => s.Found) / style.Sum(static s => s.Fakes):F3}"));
        PlainConsole.Write(output, table);
    }
}
