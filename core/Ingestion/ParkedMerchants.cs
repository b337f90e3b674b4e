using System.Globalization;
using System.Text.Json;
using MerchantOps.Storage;
using MerchantOps.Streaming;

namespace MerchantOps.Ingestion;

/// <summary>
/// The list of parked merchants and their events. Putting aside announces first how far it will go (<see cref="ParkedMerchant.Through"/>)
/// and then adds the events; releasing happens only when everything announced has been drained. So whichever of the two is killed
/// or overtaken, no event is left behind. Thread-safe.
/// </summary>
internal sealed class ParkedMerchants(IDocumentStore store, TimeProvider time)
{
    private const string Container = "parking", ListPartition = "merchants";

    /// <summary>Those of the given merchants that are parked.</summary>
    public async Task<IReadOnlyList<Parked>> FindAsync(IReadOnlyCollection<string> merchants, CancellationToken ct)
    {
        var keys = new List<DocumentKey>(merchants.Count);
        foreach (var merchant in merchants)
            keys.Add(KeyOf(merchant));

        var parked = new List<Parked>();
        foreach (var document in await store.FindManyAsync(keys, ct))
            if (document is not null)
                parked.Add(Read(document));
        return parked;
    }

    public async Task<IReadOnlyList<Parked>> ListAsync(CancellationToken ct)
    {
        var parked = new List<Parked>();
        string? continuation = null;
        do
        {
            var page = await store.ListAsync(new DocumentRange(Container, ListPartition), 1000, continuation, ct);
            foreach (var document in page.Documents)
                parked.Add(Read(document));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return parked;
    }

    /// <summary>Puts a merchant's events of a batch aside, and parks it if it is not parked yet.</summary>
    public async Task ParkAsync(string merchant, string reason, StreamSource source, IReadOnlyList<IncomingEvent> events, CancellationToken ct)
    {
        while (!await AnnounceAsync(merchant, await FindAsync(merchant, ct), reason, source, events[^1].Record.Sequence, ct))
            ct.ThrowIfCancellationRequested();
        await AddAsync(merchant, source, events, ct);
    }

    /// <summary>Adds the events of a merchant that is parked. False when it has just been released: they are to be applied after all.</summary>
    public async Task<bool> FollowAsync(Parked? parked, StreamSource source, IReadOnlyList<IncomingEvent> events, CancellationToken ct)
    {
        for (; parked is not null; parked = await FindAsync(events[0].Merchant, ct))
        {
            if (!await AnnounceAsync(parked.Merchant.Merchant, parked, parked.Merchant.Reason, source, events[^1].Record.Sequence, ct))
                continue;
            await AddAsync(parked.Merchant.Merchant, source, events, ct);
            return true;
        }

        return false;
    }

    private async Task AddAsync(string merchant, StreamSource source, IReadOnlyList<IncomingEvent> events, CancellationToken ct)
    {
        var writes = new DocumentWrite[events.Count];
        for (var i = 0; i < writes.Length; i++)
        {
            var record = events[i].Record;
            var parked = new ParkedEvent(source.Hub, source.Partition, source.Generation, record.Sequence, record.EnqueuedAt, record.Body.ToArray());
            writes[i] = DocumentWrite.Upsert(EventKeyOf(merchant, source, record.Sequence), JsonSerializer.SerializeToUtf8Bytes(parked, IngestionJson.Default.ParkedEvent));
        }

        await store.SaveManyAsync(writes, ct);
    }

    /// <summary>The merchant's first events in order, with the keys to delete them by.</summary>
    public async Task<IReadOnlyList<(DocumentKey Key, ParkedEvent Event)>> PeekAsync(string merchant, int limit, CancellationToken ct)
    {
        var page = await store.ListAsync(new DocumentRange(Container, PartitionOf(merchant)), limit, null, ct);
        var events = new List<(DocumentKey, ParkedEvent)>(page.Documents.Count);
        foreach (var document in page.Documents)
            events.Add((document.Key, JsonSerializer.Deserialize(document.Json.Span, IngestionJson.Default.ParkedEvent)!));
        return events;
    }

    public async Task RemoveAsync(IReadOnlyList<DocumentKey> keys, CancellationToken ct)
    {
        var deletes = new DocumentWrite[keys.Count];
        for (var i = 0; i < deletes.Length; i++)
            deletes[i] = DocumentWrite.Delete(keys[i]);
        await store.SaveManyAsync(deletes, ct);
    }

    /// <summary>Notes how far draining has come; null when the merchant is no longer parked.</summary>
    public async Task<Parked?> RecordDrainedAsync(string merchant, Dictionary<string, long> drained, CancellationToken ct)
    {
        while (await FindAsync(merchant, ct) is { } parked)
        {
            var changed = parked.Merchant with { Drained = new Dictionary<string, long>(drained) };
            var result = await store.SaveAsync(DocumentWrite.Replace(KeyOf(merchant), Write(changed), parked.ETag), ct);
            if (result.Saved)
                return new Parked(changed, result.ETag!);
        }

        return null;
    }

    /// <summary>Takes the merchant off the list, unless more was announced since <paramref name="parked"/> was read.</summary>
    public async Task<bool> ReleaseAsync(Parked parked, CancellationToken ct) =>
        (await store.SaveAsync(DocumentWrite.Delete(KeyOf(parked.Merchant.Merchant), parked.ETag), ct)).Saved;

    /// <summary>False when somebody else changed the entry meanwhile.</summary>
    private async Task<bool> AnnounceAsync(string merchant, Parked? known, string reason, StreamSource source, long through, CancellationToken ct)
    {
        var reaches = new Dictionary<string, long>(known?.Merchant.Through ?? []);
        reaches[source.Name] = Math.Max(through, reaches.GetValueOrDefault(source.Name, long.MinValue));
        var write = known is null
            ? DocumentWrite.Create(KeyOf(merchant), Write(new ParkedMerchant(merchant, time.GetUtcNow(), reason, reaches)))
            : DocumentWrite.Replace(KeyOf(merchant), Write(known.Merchant with { Through = reaches }), known.ETag);
        return (await store.SaveAsync(write, ct)).Saved;
    }

    private async Task<Parked?> FindAsync(string merchant, CancellationToken ct) =>
        await store.FindAsync(KeyOf(merchant), ct) is { } document ? Read(document) : null;

    private static DocumentKey KeyOf(string merchant) => new(Container, ListPartition, merchant);

    private static string PartitionOf(string merchant) => $"events|{merchant}";

    private static DocumentKey EventKeyOf(string merchant, StreamSource source, long sequence) => new(
        Container, PartitionOf(merchant), string.Create(CultureInfo.InvariantCulture, $"{source.Generation:D6}|{DocumentKey.Escape(source.Partition)}|{sequence:D19}"));

    private static byte[] Write(ParkedMerchant entry) => JsonSerializer.SerializeToUtf8Bytes(entry, IngestionJson.Default.ParkedMerchant);

    private static Parked Read(Document document) =>
        new(JsonSerializer.Deserialize(document.Json.Span, IngestionJson.Default.ParkedMerchant)!, document.ETag);
}

/// <summary>An entry of the list with its tag.</summary>
internal sealed record Parked(ParkedMerchant Merchant, string ETag);
