using MerchantOps.Functions.Hosting;
using MerchantOps.Ingestion;
using MerchantOps.Storage;
using MerchantOps.Streaming.Embedded;

namespace MerchantOps.Functions;

/// <summary>Counts what this process ingested since it started, and what the embedded log still holds for it.</summary>
internal static class GetStats
{
    public static async Task RunAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var lag = services.GetService<EventLog>() is { } log ? await log.LagAsync(PumpService.Consumers, context.RequestAborted) : null;
        var parked = await services.GetRequiredService<ParkedDrain>().ListAsync(context.RequestAborted);

        var reply = new StatsReply(
            services.GetRequiredService<IngestionCounters>().Read(), StoreStats.Of(services.GetRequiredService<StoreMetrics>()), lag?.Sum(partition => partition.Events), parked);
        await Reply.JsonAsync(context, reply, ReplyJson.Default.StatsReply);
    }
}

/// <param name="Ingestion">Since this process started.</param>
/// <param name="Store">Since this process started, whatever it was for.</param>
/// <param name="Backlog">Events of the embedded log that are not yet ingested; absent with Event Hubs.</param>
/// <param name="Parked">Merchants whose events are put aside.</param>
internal sealed record StatsReply(IngestionStats Ingestion, StoreStats Store, long? Backlog, IReadOnlyList<ParkedMerchant> Parked);
