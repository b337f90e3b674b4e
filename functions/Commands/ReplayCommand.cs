using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using MerchantOps.Errors;
using MerchantOps.Replay;

namespace MerchantOps.Functions.Commands;

/// <summary><c>replay</c>: a public data set as signed webhooks, and a check that every order of it came through.</summary>
internal static class ReplayCommand
{
    private const int Refused = 1, WrongUsage = 2;

    private static readonly Option<string> Format = new("--format") { Description = "ecommerce, handbook or olist.", Required = true };

    private static readonly Option<string> Files = new("--files") { Description = "CSV files, separated by commas; gzipped or not.", Required = true };

    private static readonly Option<double> Rate = new("--rate") { Description = "Webhooks per second; as fast as they are acknowledged when left out." };

    private static readonly Option<int> Merchants = new("--merchants") { Description = "Over how many merchants to spread the orders.", DefaultValueFactory = _ => 50 };

    private static readonly Option<long> Limit = new("--limit") { Description = "Stop after so many events.", DefaultValueFactory = _ => long.MaxValue };

    private static readonly Option<string?> Data = new("--data") { Description = "Folder of the server started for this; a new temporary one when left out." };

    public static Command Create()
    {
        var command = new Command("replay", "Send a public data set as signed webhooks in order of time, and count what came through.") { Format, Files, Rate, Merchants, Limit, Data };
        command.SetAction(RunAsync);
        return command;
    }

    /// <returns>0 when nothing was lost, doubled or left undecided; 1 when something was; 2 when the input cannot be used.</returns>
    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var temporary = parsed.GetValue(Data) is null ? Directory.CreateTempSubdirectory("merchantops-replay-") : null;
        try
        {
            await using var server = await LocalServer.StartAsync(0, parsed.GetValue(Data) ?? temporary!.FullName, ct);
            var events = ReplayFormats.Find(parsed.GetValue(Format)!)
                .Read(parsed.GetValue(Files)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), new ReplayOptions { Merchants = parsed.GetValue(Merchants) });
            var report = await new ReplayRun(server.Client, events, parsed.GetValue(Rate), parsed.GetValue(Limit), TimeProvider.System).RunAsync(ct);
            report.Print();
            return report.Complete ? 0 : Refused;
        }
        catch (Exception e) when (e is MerchantOpsException or ValidationException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return WrongUsage;
        }
        finally
        {
            temporary?.Delete(recursive: true);
        }
    }
}
