using System.CommandLine;
using MerchantOps.Demo;
using MerchantOps.Functions.Hosting;
using Spectre.Console;

namespace MerchantOps.Functions.Commands;

/// <summary><c>demo</c>: a month of a made-up marketplace, sent as signed webhooks to this very server, and what was decided and why.</summary>
internal static class DemoCommand
{
    private static readonly Option<int> Port = new("--port") { Description = "Port on 127.0.0.1; 0 picks a free one.", DefaultValueFactory = _ => HostSettings.DefaultPort };

    private static readonly Option<string?> Data = new("--data") { Description = "Folder to keep everything in; a new temporary one when left out." };

    private static readonly Option<int> Seed = new("--seed") { Description = "Another seed, another marketplace.", DefaultValueFactory = _ => 1 };

    private static readonly Option<int> Orders = new("--orders") { Description = "How many orders, 500 to 200,000.", DefaultValueFactory = _ => 4_000 };

    private static readonly Option<bool> Exit = new("--exit") { Description = "End when the report is printed, instead of keeping on serving." };

    public static Command Create()
    {
        var command = new Command("demo", "Show it at work: shops, good customers, fraud rings, and what was decided and why.") { Port, Data, Seed, Orders, Exit };
        Orders.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 500 or > 200_000)
                result.AddError("--orders must lie between 500 and 200000.");
        });
        command.SetAction(RunAsync);
        return command;
    }

    /// <returns>0 when every order was decided, else 1.</returns>
    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var data = parsed.GetValue(Data) ?? Directory.CreateTempSubdirectory("merchantops-demo-").FullName;
        if (!AnsiConsole.Profile.Capabilities.Interactive)
            AnsiConsole.Profile.Width = 140;
        await using var server = await LocalServer.StartAsync(parsed.GetValue(Port), data, ct);
        var options = new MarketplaceOptions { Seed = parsed.GetValue(Seed), Orders = parsed.GetValue(Orders), Now = TimeProvider.System.GetUtcNow() };
        var history = Marketplace.Generate(options);
        AnsiConsole.MarkupLineInterpolated($"A month of [bold]{history.Merchants.Count}[/] merchants: [bold]{history.Orders}[/] orders, of them [bold]{history.Frauds.All.Count}[/] frauds, in {history.Events.Count} signed webhooks to {server.Address}");

        var run = new DemoRun(server, history, TimeProvider.System);
        var latencies = await run.SendAsync(ct);
        var report = await DemoReport.OfAsync(server.Client, history, ct);
        report.Print(latencies);
        if (parsed.GetValue(Exit))
            return report.Complete ? 0 : 1;

        AnsiConsole.MarkupLineInterpolated($"Serving on {server.Address} with the operator key in {Path.Combine(data, "operator.key")}; Ctrl-C ends it. Try:");
        Console.WriteLine($"  curl -H \"x-functions-key: $(cat {Path.Combine(data, "operator.key")})\" \"{server.Address}api/orders/{history.Merchants[0].Id}?outcome=decline&limit=3\"");
        await server.WaitAsync(ct);
        return 0;
    }
}
