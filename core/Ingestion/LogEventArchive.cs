using System.Runtime.CompilerServices;
using MerchantOps.Streaming;
using MerchantOps.Streaming.Embedded;

namespace MerchantOps.Ingestion;

/// <summary>The embedded log as its own archive: it keeps every event, so nothing is written twice. Thread-safe.</summary>
public sealed class LogEventArchive(EventLog log) : IEventArchive
{
    public Task AppendAsync(EventBatch batch, CancellationToken ct) => Task.CompletedTask;

    public async IAsyncEnumerable<(string Source, StreamRecord Record)> ScanAsync(DateTimeOffset from, DateTimeOffset until, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var found in log.ScanAsync(from, until, ct))
            yield return (found.Source.Name, found.Record);
    }
}
