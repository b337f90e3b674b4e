using System.CommandLine;
using System.Text;
using MerchantOps.Ingestion;
using Spectre.Console;

namespace MerchantOps.Functions.Commands;

/// <summary><c>quarantine list|show|mend|replay</c>: events that could not be read, looked at, mended and sent in again.</summary>
internal static class QuarantineCommand
{
    private static readonly ServerOptions Server = new();

    private static readonly Argument<string> Id = new("id") { Description = "As listed." };

    private static readonly Argument<FileInfo> File = new("file") { Description = "The whole event as it should have been, in JSON." };

    private static readonly Option<string?> State = new("--state") { Description = "open, mended or replayed; all when left out." };

    public static Command Create() => new("quarantine", "Work on the events that could not be read.")
    {
        Sub("list", "List them, oldest first.", ListAsync, State),
        Sub("show", "Show one with its raw body.", ShowAsync, Id),
        Sub("mend", "Put a mended event in its place.", MendAsync, Id, File),
        Sub("replay", "Send it in again, mended or as it was.", ReplayAsync, Id),
    };

    private static Command Sub(string name, string description, Func<ParseResult, ApiClient, CancellationToken, Task> action, params Symbol[] symbols)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
            if (symbol is Option option)
                command.Options.Add(option);
            else
                command.Arguments.Add((Argument)symbol);
        Server.AddTo(command);
        command.SetAction((parsed, ct) => Server.RunAsync(parsed, client => action(parsed, client, ct), ct));
        return command;
    }

    private static async Task ListAsync(ParseResult parsed, ApiClient client, CancellationToken ct)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Id", "State", "Reason", "Detail", "Since");
        string? after = null;
        do
        {
            var page = await client.QuarantineAsync(parsed.GetValue(State), 200, after, ct);
            foreach (var e in page.Events)
                table.AddRow(Markup.Escape(e.Id), e.State, Markup.Escape(e.Reason), Markup.Escape(e.Detail), $"{e.EnqueuedAt:u}");
            after = page.Next;
        }
        while (after is not null);
        AnsiConsole.Write(table);
    }

    private static async Task ShowAsync(ParseResult parsed, ApiClient client, CancellationToken ct)
    {
        var e = await client.GetAsync(PathOf(parsed), IngestionJson.Default.QuarantinedEvent, ct);
        Console.WriteLine($"{e.Id}  {e.State}  {e.Reason}: {e.Detail}");
        Console.WriteLine($"from {e.Source} at {e.Sequence}, {e.EnqueuedAt:u}{(e.By is null ? "" : $", last changed by {e.By}")}");
        Console.WriteLine(Encoding.UTF8.GetString(e.Mended ?? e.Body));
    }

    private static async Task MendAsync(ParseResult parsed, ApiClient client, CancellationToken ct)
    {
        var body = await System.IO.File.ReadAllBytesAsync(parsed.GetValue(File)!.FullName, ct);
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        using var response = await client.Http.PutAsync(PathOf(parsed), content, ct);
        Console.WriteLine($"mended: {(await ApiClient.ReadAsync(response, IngestionJson.Default.QuarantinedEvent, ct)).Id}");
    }

    private static async Task ReplayAsync(ParseResult parsed, ApiClient client, CancellationToken ct)
    {
        using var response = await client.Http.PostAsync($"{PathOf(parsed)}/replay", null, ct);
        Console.WriteLine($"replayed: {(await ApiClient.ReadAsync(response, IngestionJson.Default.QuarantinedEvent, ct)).Id}");
    }

    private static string PathOf(ParseResult parsed) => $"/api/quarantine/{Uri.EscapeDataString(parsed.GetValue(Id)!)}";
}
