using System.CommandLine;
using System.Globalization;
using MerchantOps.Fraud.Training;
using Spectre.Console;

namespace MerchantOps.Functions.Commands;

/// <summary><c>models list|show|activate</c>: fraud models looked at and rolled back.</summary>
internal static class ModelsCommand
{
    private static readonly ServerOptions Server = new();

    private static readonly Argument<string> Version = new("version") { Description = "As listed." };

    public static Command Create() => new("models", "Look at the fraud models, and roll back.")
    {
        Sub("list", "List them, newest first.", static (_, client, ct) => ListAsync(client, ct)),
        Sub("show", "Show one with its figures and what was found.", ShowAsync, Version),
        Sub("activate", "Make one the champion on every instance within a minute.", ActivateAsync, Version),
    };

    private static Command Sub(string name, string description, Func<ParseResult, ApiClient, CancellationToken, Task> action, params Argument[] arguments)
    {
        var command = new Command(name, description);
        foreach (var argument in arguments)
            command.Arguments.Add(argument);
        Server.AddTo(command);
        command.SetAction((parsed, ct) => Server.RunAsync(parsed, client => action(parsed, client, ct), ct));
        return command;
    }

    private static async Task ListAsync(ApiClient client, CancellationToken ct)
    {
        var list = await client.GetAsync("/api/fraud/models", FraudModelJson.Default.FraudModelList, ct);
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Version", "State", "Orders", "Found");
        foreach (var model in list.Models)
            table.AddRow(Markup.Escape(model.Version), $"{model.State}", model.Orders.ToString("N0", CultureInfo.InvariantCulture), Markup.Escape(model.Verdict.Reasons[0]));
        AnsiConsole.Write(table);
    }

    private static async Task ShowAsync(ParseResult parsed, ApiClient client, CancellationToken ct) =>
        Print(await client.GetAsync(PathOf(parsed), FraudModelJson.Default.FraudModelView, ct));

    private static async Task ActivateAsync(ParseResult parsed, ApiClient client, CancellationToken ct)
    {
        using var response = await client.Http.PostAsync($"{PathOf(parsed)}/activate", null, ct);
        Print(await ApiClient.ReadAsync(response, FraudModelJson.Default.FraudModelView, ct));
    }

    private static void Print(FraudModelView model)
    {
        Console.WriteLine($"{model.Version}  {model.State}, learned from {model.Orders.ToString("N0", CultureInfo.InvariantCulture)} orders of {model.TrainedFrom:u} to {model.TrainedTo:u}");
        foreach (var reason in model.Verdict.Reasons)
            Console.WriteLine($"  {reason}");
        foreach (var (name, value) in model.Verdict.Figures)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-24} {value:G5}"));
        foreach (var alarm in model.Drift?.Alarms ?? [])
            Console.WriteLine($"  drift: {alarm}");
    }

    private static string PathOf(ParseResult parsed) => $"/api/fraud/models/{Uri.EscapeDataString(parsed.GetValue(Version)!)}";
}
