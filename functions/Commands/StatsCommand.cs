using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace MerchantOps.Functions.Commands;

/// <summary><c>stats</c>: what the server has ingested since it started, and what still waits.</summary>
internal static class StatsCommand
{
    public static Command Create()
    {
        var options = new ServerOptions();
        var command = new Command("stats", "Show what was ingested and decided since the server started, and what waits.");
        options.AddTo(command);
        command.SetAction((parsed, ct) => options.RunAsync(parsed, client => PrintAsync(client, ct), ct));
        return command;
    }

    private static async Task PrintAsync(ApiClient client, CancellationToken ct)
    {
        var stats = await client.StatsAsync(ct);
        var (i, table) = (stats.Ingestion, new Table().Border(TableBorder.Rounded).AddColumns("What", "Count"));
        foreach (var (name, count) in new (string, long)[]
        {
            ("events ingested", i.Events), ("orders approved", i.Approved), ("orders to review", i.Reviewed), ("orders declined", i.Declined),
            ("doubles skipped", i.Doubles), ("quarantined", i.Quarantined), ("events parked", i.Parked), ("documents written", i.DocumentsWritten),
            ("positions that went back", i.PositionsWentBack), ("events waiting", stats.Backlog ?? 0), ("merchants parked", stats.Parked.Count),
        })
            table.AddRow(name, count.ToString("N0", CultureInfo.InvariantCulture));
        AnsiConsole.Write(table);
    }
}
