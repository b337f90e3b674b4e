using MerchantOps.Errors;
using MerchantOps.Fraud;
using MerchantOps.Storage;
using MerchantOps.Streaming;

namespace MerchantOps.Ingestion;

/// <summary>
/// Takes a batch from the stream into the documents: orders are decided, projections follow, signals move, unreadable events go to
/// quarantine, events of parked merchants are put aside. The same batch may come again, whole or cut elsewhere: effects happen once.
/// Thread-safe; batches of one source must come one at a time.
/// </summary>
public sealed class EventIngestor
{
    private readonly IEventArchive archive;
    private readonly ParkedMerchants parking;
    private readonly BatchWorker worker;
    private readonly DecisionState decisions;
    private readonly IngestionCounters counters;

    internal EventIngestor(IEventArchive archive, ParkedMerchants parking, BatchWorker worker, DecisionState decisions, IngestionCounters counters) =>
        (this.archive, this.parking, this.worker, this.decisions, this.counters) = (archive, parking, worker, decisions, counters);

    /// <exception cref="UnavailableException">The store is down: deliver the batch again, without end.</exception>
    public async Task IngestAsync(EventBatch batch, CancellationToken ct)
    {
        if (batch.Records.Count == 0)
            return;

        await decisions.RefreshAsync(ct);
        await archive.AppendAsync(batch, ct);
        var (events, quarantine) = Read(batch);
        events = await SetParkedAsideAsync(batch.Source, events, ct);
        await worker.WorkAsync(new WorkBatch(batch.Source.Name, events), quarantine, (merchant, reason) => ParkAsync(merchant, reason, batch.Source, events, ct), ct);
        counters.Quarantined(quarantine.Count);
        counters.Ingested(batch.Records.Count);
    }

    private static (List<IncomingEvent> Events, List<DocumentWrite> Quarantine) Read(EventBatch batch)
    {
        var (events, quarantine) = (new List<IncomingEvent>(batch.Records.Count), new List<DocumentWrite>());
        foreach (var record in batch.Records)
        {
            try
            {
                events.Add(IncomingEvent.Read(batch.Source, record));
            }
            catch (MerchantOpsException reason)
            {
                quarantine.Add(Quarantine.Enter(batch.Source, record, reason));
            }
        }

        return (events, quarantine);
    }

    private async Task<List<IncomingEvent>> SetParkedAsideAsync(StreamSource source, List<IncomingEvent> events, CancellationToken ct)
    {
        var merchants = new HashSet<string>(StringComparer.Ordinal);
        foreach (var incoming in events)
            merchants.Add(incoming.Merchant);

        foreach (var parked in await parking.FindAsync(merchants, ct))
        {
            var merchant = parked.Merchant.Merchant;
            var (theirs, others) = Split(events, merchant);
            if (!await parking.FollowAsync(parked, source, theirs, ct))
                continue;
            counters.Parked(theirs.Count);
            events = others;
        }

        return events;
    }

    private async Task ParkAsync(string merchant, string reason, StreamSource source, List<IncomingEvent> events, CancellationToken ct)
    {
        var (theirs, _) = Split(events, merchant);
        await parking.ParkAsync(merchant, reason, source, theirs, ct);
        counters.Parked(theirs.Count);
    }

    private static (List<IncomingEvent> Theirs, List<IncomingEvent> Others) Split(List<IncomingEvent> events, string merchant)
    {
        var (theirs, others) = (new List<IncomingEvent>(), new List<IncomingEvent>(events.Count));
        foreach (var incoming in events)
            (incoming.Merchant == merchant ? theirs : others).Add(incoming);
        return (theirs, others);
    }
}
