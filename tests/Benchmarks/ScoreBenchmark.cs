using System.CommandLine;
using System.Text.Json;
using MerchantOps.Orders;

namespace MerchantOps.Benchmarks;

/// <summary>
/// <c>score</c>: <c>POST /api/orders/score</c> to a durable, explained decision, with a trained model, the shipped rules, and ingestion
/// moving the signals of the same orders beside it. At a steady rate (open loop), or flat out (closed loop, many connections).
/// </summary>
internal static class ScoreBenchmark
{
    private const int WarmUpSeconds = 5, Connections = 64, MostPerSecond = 5_000;

    private static readonly Option<double> Rate = new("--rate") { Description = "Orders due per second.", DefaultValueFactory = _ => 300 };

    private static readonly Option<int> Seconds = new("--seconds") { Description = "How long, after 5 seconds of warm-up.", DefaultValueFactory = _ => 20 };

    private static readonly Option<int> Month = new("--month") { Description = "Orders that the server has lived through before.", DefaultValueFactory = _ => 20_000 };

    private static readonly Option<bool> FlatOut = new("--flat-out") { Description = "As many as it takes, over 64 connections, instead of a rate." };

    private static readonly Option<bool> Retraining = new("--while-retraining") { Description = "Retrains the model all the while." };

    public static Command Create()
    {
        var command = new Command("score", "An order to its decision, while its buyer waits.") { Rate, Seconds, Month, FlatOut, Retraining };
        Ranges.Demand(Rate, 1, 10_000);
        Ranges.Demand(Seconds, 1, 120);
        Ranges.Demand(Month, 5_000, 150_000);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var (rate, seconds, flatOut, time) = (parsed.GetValue(Rate), parsed.GetValue(Seconds), parsed.GetValue(FlatOut), TimeProvider.System);
        var orders = new MarketplaceOrders(parsed.GetValue(Month), time.GetUtcNow());
        using var data = new TempFolder();
        using var server = await HandlerServer.StartAsync(await PublishedProgram.MerchantOpsAsync(ct), data.Path, time, ct);
        await TrainedServer.LiveThroughAsync(server, orders, time, ct);
        await TrainedServer.TrainAsync(server, ct);
        await TrainedServer.ActivateAsync(server, ct);

        var perSecond = flatOut ? MostPerSecond : rate;
        var requests = orders.LaterOrders((int)(perSecond * (WarmUpSeconds + seconds)))
            .ConvertAll(r => HttpLane.Post("/api/orders/score", server.OperatorKey, JsonSerializer.SerializeToUtf8Bytes(r, OrderJson.Default.ScoreRequest)));
        using var lanes = await Lanes.OpenAsync(server.Address, Connections, time, ct);
        Task<LaneTimes> SendAsync(int from, int count, int forSeconds) => flatOut
            ? lanes.FlatOutAsync(requests.GetRange(from, count), TimeSpan.FromSeconds(forSeconds), ct)
            : lanes.AtRateAsync(requests.GetRange(from, count), rate, ct);

        await Console.Error.WriteLineAsync("Measuring …");
        var warm = await SendAsync(0, (int)(perSecond * WarmUpSeconds), WarmUpSeconds);
        var retraining = new Retraining(server, parsed.GetValue(ScoreBenchmark.Retraining), ct);
        var before = server.Process.ProcessorTime();
        var measured = await SendAsync(warm.Sent, requests.Count - (int)(perSecond * WarmUpSeconds), seconds);
        var processor = server.Process.ProcessorTime() - before;
        var trained = await retraining.EndAsync();

        await PrintAsync(server, orders, flatOut ? 0 : rate, warm, measured, processor, trained, time, ct);
        await server.Process.StopAsync(ct);
        return 0;
    }

    private static async Task PrintAsync(
        HandlerServer server, MarketplaceOrders orders, double rate, LaneTimes warm, LaneTimes measured, TimeSpan processor, int trained, TimeProvider time, CancellationToken ct)
    {
        var acknowledged = warm.Answered.Count + measured.Answered.Count;
        var stats = await server.Api.DrainedAsync(time, ct);
        var audit = await OrderAudit.OfAsync(server.Api, orders.MerchantIds, ct);
        new Figures()
            .Add("rate", rate, "orders due per second; 0 is flat out")
            .Add("p50_ms", Durations.Quantile(measured.Answered, 0.5), "from when it was due (flat out: sent) to its decision")
            .Add("p99_ms", Durations.Quantile(measured.Answered, 0.99), "the same for all but one per cent")
            .Add("per_s", measured.PerSecond, "decided per second")
            .Add("cpu_us_per_order", processor.TotalMicroseconds / measured.Answered.Count, "processor time of the server per order, ingestion beside it included")
            .Add("refused", warm.Sent + measured.Sent - acknowledged, "not answered with 200")
            .Add("lost", Math.Max(0, orders.MonthOrders + acknowledged - audit.Decided), "answered, but not found decided afterwards")
            .Add("doubled", stats.Ingestion.Doubles, "decided or counted more than once")
            .Add("by_model", audit.ByModel, "decided with a learned model")
            .Add("stopped", audit.Stopped, "held or declined")
            .Add("retrained", trained, "trainings that ended meanwhile")
            .Add("peak_rss_mb", server.Process.PeakResidentMb(), "most resident memory of the server")
            .Print();
    }
}
