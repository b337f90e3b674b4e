using System.CommandLine;
using MerchantOps.Tests.Running;

namespace MerchantOps.Benchmarks;

/// <summary>
/// <c>intake</c>: signed webhooks to several shops of a local host at a steady rate, durable settings on, ingestion running beside it.
/// Afterwards every acknowledged order must be there, decided, and counted once.
/// </summary>
internal static class IntakeBenchmark
{
    private const int Merchants = 8, WarmUpSeconds = 5;

    private static readonly Option<double> Rate = new("--rate") { Description = "Webhooks due per second.", DefaultValueFactory = _ => 500 };

    private static readonly Option<int> Seconds = new("--seconds") { Description = "How long, after 5 seconds of warm-up at the same rate.", DefaultValueFactory = _ => 20 };

    public static Command Create()
    {
        var command = new Command("intake", "Webhook to durable acknowledgement, open loop.") { Rate, Seconds };
        Ranges.Demand(Rate, 1, 100_000);
        Ranges.Demand(Seconds, 1, 3600);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var (rate, seconds, time) = (parsed.GetValue(Rate), parsed.GetValue(Seconds), TimeProvider.System);
        var population = new OrderPopulation(seed: 1, Merchants, time.GetUtcNow());
        var warmUp = (int)(rate * WarmUpSeconds);
        var events = population.Events(warmUp + (int)(rate * seconds)).ToList();

        using var data = new TempFolder();
        using var server = ServerProcess.Serve([await PublishedProgram.MerchantOpsAsync(ct)], data.Path);
        using var api = OperatorApi.Open(await server.Address, data.Path);
        var shops = await Shops.ConnectAsync(api, population, ct);
        var load = new LoadGenerator(api.Http, e => shops[e.Merchant], time);

        var warm = await load.AtRateAsync(events[..warmUp], rate, ct);
        var started = time.GetTimestamp();
        var measured = await load.AtRateAsync(events[warmUp..], rate, ct);
        var took = time.GetElapsedTime(started).TotalSeconds;

        var stats = await api.DrainedAsync(time, ct);
        var audit = await OrderAudit.OfAsync(api, population.Merchants, ct);
        new Figures()
            .Add("rate", rate, "webhooks due per second")
            .Add("p50_ms", Durations.Quantile(measured, 0.5), "from when it was due to its acknowledgement")
            .Add("p99_ms", Durations.Quantile(measured, 0.99), "the same for all but one per cent")
            .Add("per_s", measured.Count / took, "acknowledged per second")
            .Add("refused", events.Count - warm.Count - measured.Count, "not acknowledged")
            .Add("lost", Math.Max(0, warm.Count + measured.Count - audit.Decided), "acknowledged, but not found decided afterwards")
            .Add("doubled", Math.Max(0, stats.Decided - audit.Stored), "decided more than once")
            .Add("peak_rss_mb", server.PeakResidentMb(), "most resident memory of the server")
            .Print();
        await server.StopAsync(ct);
        return 0;
    }
}
