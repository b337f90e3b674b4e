using MerchantOps.Streaming;
using Microsoft.Extensions.Logging;

namespace MerchantOps.Ingestion;

/// <summary>
/// Works the events of parked merchants, in order, and releases a merchant when all of its events are through. Run by a timer; a
/// second run at the same time does no harm. Thread-safe.
/// </summary>
public sealed class ParkedDrain
{
    private const int ChunkSize = 100;

    private readonly ParkedMerchants parking;
    private readonly BatchWorker worker;
    private readonly ILogger<ParkedDrain> log;

    internal ParkedDrain(ParkedMerchants parking, BatchWorker worker, ILogger<ParkedDrain> log) =>
        (this.parking, this.worker, this.log) = (parking, worker, log);

    /// <summary>Merchants parked now, with the reason and since when.</summary>
    public async Task<IReadOnlyList<ParkedMerchant>> ListAsync(CancellationToken ct) =>
        [.. (await parking.ListAsync(ct)).Select(static p => p.Merchant)];

    /// <summary>Drains what can be drained now; a merchant that still fails stays parked.</summary>
    /// <returns>How many merchants were released.</returns>
    public async Task<int> DrainAsync(CancellationToken ct)
    {
        var released = 0;
        foreach (var parked in await parking.ListAsync(ct))
        {
            try
            {
                released += await DrainAsync(parked, ct) ? 1 : 0;
            }
            catch (StillFailingException e)
            {
                log.LogWarning("Merchant {Merchant} stays parked: {Reason}.", parked.Merchant.Merchant, e.Message);
            }
        }

        return released;
    }

    private async Task<bool> DrainAsync(Parked parked, CancellationToken ct)
    {
        var merchant = parked.Merchant.Merchant;
        var drained = new Dictionary<string, long>(parked.Merchant.Drained);
        for (var chunk = await parking.PeekAsync(merchant, ChunkSize, ct); chunk.Count > 0; chunk = await parking.PeekAsync(merchant, ChunkSize, ct))
        {
            foreach (var (source, records) in BySource(chunk))
            {
                await WorkAsync(merchant, source, records, ct);
                drained[source.Name] = records[^1].Sequence;
            }

            if (await parking.RecordDrainedAsync(merchant, drained, ct) is not { } recorded)
                return false;
            parked = recorded;
            await parking.RemoveAsync([.. chunk.Select(static c => c.Key)], ct);
        }

        // Announced but not yet there: whoever announced it was killed and will deliver again.
        return parked.Merchant.Through.All(t => drained.GetValueOrDefault(t.Key, long.MinValue) >= t.Value) && await parking.ReleaseAsync(parked, ct);
    }

    private async Task WorkAsync(string merchant, StreamSource source, List<StreamRecord> records, CancellationToken ct)
    {
        var events = records.ConvertAll(record => IncomingEvent.Read(source, record));

        // Others of the source went on meanwhile, so these events count their positions apart.
        await worker.WorkAsync(new WorkBatch($"{source.Name}~{merchant}", events), [], static (_, reason) => throw new StillFailingException(reason), ct);
    }

    private static List<(StreamSource Source, List<StreamRecord> Records)> BySource(IReadOnlyList<(Storage.DocumentKey Key, ParkedEvent Event)> chunk)
    {
        var groups = new List<(StreamSource Source, List<StreamRecord> Records)>();
        foreach (var (_, e) in chunk)
        {
            var source = new StreamSource(e.Hub, e.Partition, e.Generation);
            if (groups.Count == 0 || groups[^1].Source != source)
                groups.Add((source, []));
            groups[^1].Records.Add(new StreamRecord(e.Sequence, e.EnqueuedAt, e.Body));
        }

        return groups;
    }

    private sealed class StillFailingException(string reason) : Exception(reason);
}
