using System.Runtime.CompilerServices;
using MerchantOps.Errors;
using MerchantOps.Orders;
using MerchantOps.Storage;
using MerchantOps.Streaming;

namespace MerchantOps.Ingestion;

/// <summary>
/// Reads the history of decided orders: the archive says which and in what order, the documents say what is known of them now
/// (decision with features, label, changes). Holds one chunk at a time, whatever the range. Thread-safe.
/// </summary>
public sealed class OrderScan
{
    private const int Chunk = 200;

    private readonly IEventArchive archive;
    private readonly IDocumentStore store;

    internal OrderScan(IEventArchive archive, IDocumentStore store) => (this.archive, this.store) = (archive, store);

    /// <summary>
    /// Decided orders whose deciding event was enqueued in <c>[from, until)</c>, in the order of the archive, each once, test orders too.
    /// Every order has one such event, so ranges that touch share no order. <see cref="Order.PlacedAt"/> may lie outside the range
    /// where history was replayed or an order came late.
    /// </summary>
    public async IAsyncEnumerable<OrderRecord> ScanAsync(DateTimeOffset from, DateTimeOffset until, [EnumeratorCancellation] CancellationToken ct)
    {
        var found = new List<(DocumentKey Key, string Position)>(Chunk);
        await foreach (var record in archive.ScanAsync(from, until, ct))
        {
            if (KeyOf(record) is not { } key)
                continue;
            found.Add((key, IncomingEvent.PositionOf(record.Source, record.Record.Sequence)));
            if (found.Count < Chunk)
                continue;
            foreach (var order in await DecidedAsync(found, ct))
                yield return order;
            found.Clear();
        }

        foreach (var order in await DecidedAsync(found, ct))
            yield return order;
    }

    // An order may have many events, but one of them moved its signals, and it is named in the record.
    private async Task<List<OrderRecord>> DecidedAsync(List<(DocumentKey Key, string Position)> found, CancellationToken ct)
    {
        var documents = await store.FindManyAsync(found.ConvertAll(static f => f.Key), ct);
        var decided = new List<OrderRecord>(found.Count);
        for (var i = 0; i < found.Count; i++)
            if (documents[i] is { } document && OrderQueries.Read(document) is { Decision: not null } record && record.SignalsAt == found[i].Position)
                decided.Add(record);
        return decided;
    }

    private static DocumentKey? KeyOf(in SourcedRecord record)
    {
        try
        {
            var incoming = IncomingEvent.Read(record.Source, record.Record);
            return incoming.Payload is Order order ? OrderRecord.KeyOf(incoming.Merchant, incoming.Event.Shop, order.Id) : null;
        }
        catch (MerchantOpsException)
        {
            // It is in quarantine, and comes again as another event when it is mended.
            return null;
        }
    }
}
