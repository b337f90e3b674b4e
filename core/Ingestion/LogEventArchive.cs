using MerchantOps.Streaming;
using MerchantOps.Streaming.Embedded;

namespace MerchantOps.Ingestion;

/// <summary>The embedded log as its own archive: it keeps every event already, so nothing is written twice.</summary>
internal sealed class LogEventArchive(EventLog log) : IEventArchive
{
    public Task AppendAsync(EventBatch batch, CancellationToken ct) => Task.CompletedTask;

    public IAsyncEnumerable<SourcedRecord> ScanAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken ct) => log.ScanAsync(from, until, ct);
}
