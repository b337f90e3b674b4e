using System.Text.Json;
using MerchantOps.Errors;
using MerchantOps.Fraud;
using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;
using MerchantOps.Products;
using MerchantOps.Storage;

namespace MerchantOps.Ingestion;

/// <summary>
/// Saves a batch in two steps: orders with their decisions first, then everything that follows from them. A kill between the two
/// leaves orders that say where they stand, so the redelivered batch adds just what is missing.
/// </summary>
internal sealed class BatchSaver(IDocumentStore store, IngestionCounters counters)
{
    private const int MaxRebases = 20;

    /// <returns>False when somebody else changed an order or product meanwhile: load and apply again.</returns>
    public async Task<bool> SaveOrdersAsync(IReadOnlyCollection<Tracked<OrderRecord>> orders, CancellationToken ct)
    {
        var writes = new List<DocumentWrite>(orders.Count);
        foreach (var tracked in orders)
            if (tracked.Changed)
                writes.Add(WriteOf(OrderRecordKey(tracked.Value), tracked.ETag, JsonSerializer.SerializeToUtf8Bytes(tracked.Value, OrderJson.Default.OrderRecord)));
        return await AllSavedAsync(writes, ct);
    }

    /// <param name="extra">Writes that may conflict with their own earlier attempt and then need nothing more.</param>
    public async Task<bool> SaveEffectsAsync(BatchState state, IReadOnlyList<DocumentWrite> extra, CancellationToken ct)
    {
        var products = new List<DocumentWrite>();
        foreach (var (key, tracked) in state.Products)
            if (tracked.Changed)
                products.Add(WriteOf(key, tracked.ETag, JsonSerializer.SerializeToUtf8Bytes(tracked.Value, ProductJson.Default.ProductRecord)));
        if (!await AllSavedAsync(products, ct))
            return false;

        List<DocumentWrite> others = [.. extra, .. state.Queue.Values];
        List<EntityUpdate> pending = [.. state.Entities.Values.Where(static e => e.Changed)];
        for (var round = 0; pending.Count > 0 || others.Count > 0; round++)
        {
            if (round == MaxRebases)
                throw new UnavailableException("store", "Entity documents kept changing under this batch.");
            pending = await SaveOnceAsync(pending, others, ct);
            others.Clear();
        }

        return true;
    }

    /// <summary>Saves what can be saved, and gives back the entities that somebody else changed, rebased on what is stored now.</summary>
    private async Task<List<EntityUpdate>> SaveOnceAsync(List<EntityUpdate> entities, List<DocumentWrite> others, CancellationToken ct)
    {
        var writes = new List<DocumentWrite>(entities.Count + others.Count);
        foreach (var entity in entities)
            writes.Add(WriteOf(entity.Key, entity.ETag, JsonSerializer.SerializeToUtf8Bytes(entity.Document, FraudJson.Default.EntityDocument)));
        writes.AddRange(others);

        var results = await store.SaveManyAsync(writes, ct);
        var overtaken = new List<EntityUpdate>();
        for (var i = 0; i < results.Count; i++)
            if (results[i].Saved)
                counters.Written(1);
            else if (i < entities.Count)
                overtaken.Add(entities[i]);
        return overtaken.Count == 0 ? overtaken : await RebaseAsync(overtaken, ct);
    }

    private async Task<List<EntityUpdate>> RebaseAsync(List<EntityUpdate> overtaken, CancellationToken ct)
    {
        var stored = await store.FindManyAsync(overtaken.ConvertAll(static e => e.Key), ct);
        for (var i = 0; i < overtaken.Count; i++)
            overtaken[i].Rebase(stored[i] is { } document ? BatchState.ReadEntity(document) : new EntityDocument(), stored[i]?.ETag);
        overtaken.RemoveAll(static e => !e.Changed);
        return overtaken;
    }

    private async Task<bool> AllSavedAsync(List<DocumentWrite> writes, CancellationToken ct)
    {
        if (writes.Count == 0)
            return true;

        var all = true;
        foreach (var result in await store.SaveManyAsync(writes, ct))
        {
            all &= result.Saved;
            counters.Written(result.Saved ? 1 : 0);
        }

        return all;
    }

    private static DocumentKey OrderRecordKey(OrderRecord record) => new(OrderRecord.Container, record.Merchant, record.Id);

    private static DocumentWrite WriteOf(DocumentKey key, string? etag, byte[] json) =>
        etag is null ? DocumentWrite.Create(key, json) : DocumentWrite.Replace(key, json, etag);
}
