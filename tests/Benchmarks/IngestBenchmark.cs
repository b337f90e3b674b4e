using System.CommandLine;
using MerchantOps.Tests.Running;

namespace MerchantOps.Benchmarks;

/// <summary>
/// <c>ingest</c>: from the stream to the stored decision. The log is filled through the webhook door while the consumer is disabled; then
/// the program starts again with it, and is timed until nothing is left.
/// </summary>
internal static class IngestBenchmark
{
    private const int Merchants = 64, Senders = 32;

    private static readonly Option<int> Orders = new("--orders") { Description = "How many orders to fill the log with.", DefaultValueFactory = _ => 60_000 };

    public static Command Create()
    {
        var command = new Command("ingest", "Stream to stored decision, as fast as it goes.") { Orders };
        Ranges.Demand(Orders, 1000, 9_999_999);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var (orders, program) = (parsed.GetValue(Orders), await PublishedProgram.MerchantOpsAsync(ct));
        var population = new OrderPopulation(seed: 1, Merchants, TimeProvider.System.GetUtcNow());
        using var data = new TempFolder();
        await FillAsync(program, data.Path, population, orders, ct);

        using var server = ServerProcess.Serve([program], data.Path);
        using var api = OperatorApi.Open(await server.Address, data.Path);
        var (perSecond, stats) = await MeasureAsync(api, TimeProvider.System, ct);
        var processor = server.ProcessorTime();

        var audit = await OrderAudit.OfAsync(api, population.Merchants, ct);
        new Figures()
            .Add("orders", orders, "order events in the stream")
            .Add("per_s", perSecond, "ingested, decided and stored per second")
            .Add("cpu_us_per_order", processor.TotalMicroseconds / orders, "processor time of the server per order, its start included")
            .Add("writes_per_order", (double)stats.Ingestion.DocumentsWritten / orders, "documents written per order")
            .Add("reads_per_order", (double)stats.Store.DocumentsRead / orders, "documents read per order")
            .Add("request_units_per_order", stats.Store.RequestUnits / orders, "what Cosmos DB would charge, estimated")
            .Add("lost", orders - audit.Decided, "not found decided afterwards")
            .Add("doubled", stats.Decided - orders, "decided more than once")
            .Add("peak_rss_mb", server.PeakResidentMb(), "most resident memory of the server")
            .Print();
        await server.StopAsync(ct);
        return 0;
    }

    private static async Task FillAsync(string program, string data, OrderPopulation population, int orders, CancellationToken ct)
    {
        await Console.Error.WriteLineAsync($"Filling the log with {orders} orders …");
        using var server = ServerProcess.Serve([program], data, ("AzureWebJobs.IngestEvents.Disabled", "true"));
        using var api = OperatorApi.Open(await server.Address, data);
        var shops = await Shops.ConnectAsync(api, population, ct);
        var load = new LoadGenerator(api.Http, e => shops[e.Merchant], TimeProvider.System);
        await load.AsFastAsItGoesAsync(population.Events(orders), Senders, ct);
        await server.StopAsync(ct);
    }

    /// <summary>What was taken between the first answer and the end of the backlog, by the time between.</summary>
    private static async Task<(double PerSecond, ServerStats Stats)> MeasureAsync(OperatorApi api, TimeProvider time, CancellationToken ct)
    {
        var first = await api.StatsAsync(ct);
        var started = time.GetTimestamp();
        var last = await api.DrainedAsync(time, ct);
        return ((last.Ingestion.Events - first.Ingestion.Events) / time.GetElapsedTime(started).TotalSeconds, last);
    }
}
