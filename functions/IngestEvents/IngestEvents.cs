using MerchantOps.Ingestion;
using MerchantOps.Streaming;

namespace MerchantOps.Functions;

/// <summary>Takes a batch of events into the documents. A throw brings the whole batch again, and effects happen once all the same.</summary>
internal static class IngestEvents
{
    public static Task RunAsync(EventBatch batch, IServiceProvider services, CancellationToken ct) =>
        services.GetRequiredService<EventIngestor>().IngestAsync(batch, ct);
}
