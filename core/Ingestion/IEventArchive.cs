using MerchantOps.Streaming;

namespace MerchantOps.Ingestion;

/// <summary>Every event that was ever ingested, to be scanned by jobs. Thread-safe.</summary>
public interface IEventArchive
{
    /// <summary>Keeps a batch; keeping it again changes nothing that a reader sees.</summary>
    Task AppendAsync(EventBatch batch, CancellationToken ct);

    /// <summary>Events enqueued in <c>[from, until)</c>, by time, and in order per source; each once.</summary>
    IAsyncEnumerable<SourcedRecord> ScanAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken ct);
}
