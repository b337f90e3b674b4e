using MerchantOps.Fraud.Signals;
using MerchantOps.Errors;
using MerchantOps.Ingestion;
using MerchantOps.Orders;
using MerchantOps.Storage;

namespace MerchantOps.Fraud.Training;

/// <summary>
/// Collects the orders of the archive whose label is known: frauds as soon as they are confirmed, others when
/// <see cref="LabelDelay"/> has passed without a complaint. Thread-safe.
/// </summary>
public sealed class TrainingSet(IEventArchive archive, IDocumentStore store)
{
    public const int MaxExamples = 300_000, MaxDays = 120;

    public static readonly TimeSpan LabelDelay = TimeSpan.FromDays(7);

    private const int Chunk = 500;

    /// <summary>Examples in order of time.</summary>
    /// <param name="now">Where to start looking back, by the time events were ingested.</param>
    public async Task<TrainingRows> CollectAsync(DateTimeOffset now, CancellationToken ct)
    {
        var records = new List<(OrderRecord Record, DateTimeOffset At)>();
        foreach (var keys in (await KeysAsync(now, ct)).Chunk(Chunk))
            foreach (var document in await store.FindManyAsync(keys, ct))
                if (document is not null && OrderQueries.Read(document) is { Decision.FeatureVersion: OrderFeatures.Version } record && record.ReadOrder() is { Test: false } order)
                    records.Add((record, order.PlacedAt));
        return Mature(records, now);
    }

    private async Task<List<DocumentKey>> KeysAsync(DateTimeOffset now, CancellationToken ct)
    {
        var keys = new HashSet<DocumentKey>();
        await foreach (var (source, stored) in archive.ScanAsync(now.AddDays(-MaxDays), now.AddDays(1), ct))
            if (keys.Count < MaxExamples && TryRead(source, stored) is { Payload: Order order } placed)
                keys.Add(OrderRecord.KeyOf(placed.Merchant, placed.Event.Shop, order.Id));
        return [.. keys];
    }

    private static IncomingEvent? TryRead(Streaming.StreamSource source, Streaming.StreamRecord stored)
    {
        try
        {
            return IncomingEvent.Read(source, stored);
        }
        catch (InvalidInputException)
        {
            // It was quarantined when it was ingested.
            return null;
        }
    }

    private static TrainingRows Mature(List<(OrderRecord Record, DateTimeOffset At)> records, DateTimeOffset now)
    {
        // History may be replayed, so time is what the events tell; but an order of a wrong clock must not mature all others.
        var newest = records.Select(static r => r.At).Where(at => at <= now).DefaultIfEmpty().Max();
        var rows = new List<TrainingRow>();
        foreach (var (record, at) in records.OrderBy(static r => r.At).ThenBy(static r => r.Record.Id, StringComparer.Ordinal))
        {
            var fraud = record.Label?.Fraud == true;
            if (!fraud && at > newest - LabelDelay)
                continue;
            rows.Add(new TrainingRow(OrderFeatures.Restore(record.Decision!.FeatureVersion, record.Decision.Features)!.Values, fraud, at));
        }

        return new TrainingRows(OrderFeatures.Features, OrderFeatures.Version, rows);
    }
}
