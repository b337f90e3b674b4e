using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using MerchantOps.Evaluation.Learning.Comparison;
using MerchantOps.Evaluation.Learning.Peers;
using MerchantOps.Evaluation.Learning.Sets;

namespace MerchantOps.Evaluation.Learning;

/// <summary>
/// <c>learning --data DIR [--peer-script FILE]</c>: boosted trees on every labelled set, beside the peers on the same features in the same
/// run. Writes the figures into <c>docs/learning.md</c> of the current folder, where there is one.
/// </summary>
internal static class LearningCommand
{
    private static readonly string Page = Path.Combine("docs", "learning.md");

    public static Command Create(TextWriter output)
    {
        var data = new Option<string>("--data") { Description = "A folder with a folder per public set.", Required = true };
        var script = new Option<string?>("--peer-script") { Description = "A Python script that trains a peer on a table and prints its speed; without it there are no peers." };
        var command = new Command("learning", "Judges the learners on every labelled set, beside their peers.") { data, script };
        command.SetAction((options, ct) => Task.FromResult(Run(options.GetValue(data)!, options.GetValue(script), output, ct)));
        return command;
    }

    private static int Run(string data, string? script, TextWriter output, CancellationToken ct)
    {
        if (!Directory.Exists(data))
            throw new BadInputException($"There is no folder {data}.");
        var start = Stopwatch.GetTimestamp();
        var peers = FindPeers(script, output, ct);
        var skipped = 0;

        List<SetComparison> sets = [];
        foreach (var set in LabelledSets.Read(data, Skip))
            sets.Add(SetComparison.Measure(set, peers, step => Say($"{set.Name}: {step}"), ct));

        var tables = ComparisonTables.Of(sets);
        output.WriteLine(tables);
        Say(GeneratedPage.Replace(Page, tables) ? $"{Page} is written." : $"There is no {Page} here; nothing is written.");
        output.WriteLine(JsonSerializer.Serialize(ComparisonSummary.Of(sets, skipped, Stopwatch.GetElapsedTime(start).TotalSeconds)));
        return 0;

        void Skip(string set)
        {
            skipped++;
            Say($"{set}: not there, skipped");
        }

        void Say(string what)
        {
            output.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds,6:F0} s  {what}");
            output.Flush();
        }
    }

    private static PeerRunner? FindPeers(string? script, TextWriter output, CancellationToken ct)
    {
        if (script is null)
            return null;
        if (!File.Exists(script))
            throw new BadInputException($"There is no script {script}.");
        var python = Python.Find(ct);
        if (python is null)
            output.WriteLine("There is no python3 here; the peers are skipped.");
        return python is null ? null : new PeerRunner(python, script);
    }
}
