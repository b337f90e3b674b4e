namespace MerchantOps.Storage.Caching;

/// <summary>
/// Answers reads of orders and entities that were read or written a moment ago without asking the store; everything else, and what expires, passes through.
/// Within the process a read never misses a write that was answered before it; what other processes write is seen after
/// <see cref="CacheOptions.MaxAgeSeconds"/> at the latest. Whoever writes with an ETag stays safe: a stale one is refused, and a refused
/// write makes the next read ask the store. Thread-safe.
/// </summary>
public sealed class CachingDocumentStore(IDocumentStore inner, CacheOptions options, StoreMetrics metrics, TimeProvider time) : IDocumentStore
{
    /// <summary>What an order needs.</summary>
    private static readonly string[] Containers = ["orders", "customers", "signals"];

    private readonly DocumentCache cache = new(options, time);

    public async Task<Document?> FindAsync(DocumentKey key, CancellationToken ct) => (await FindManyAsync([key], ct))[0];

    public async Task<IReadOnlyList<Document?>> FindManyAsync(IReadOnlyList<DocumentKey> keys, CancellationToken ct)
    {
        var found = new Document?[keys.Count];
        var missing = new List<(int Index, DocumentKey Key, long Epoch)>(keys.Count);
        for (var i = 0; i < found.Length; i++)
            if (!IsCached(keys[i]) || !cache.TryGet(keys[i], out found[i]))
                missing.Add((i, keys[i], cache.EpochOf(keys[i])));

        metrics.ReadFromCache(found.Length - missing.Count);
        if (missing.Count == 0)
            return found;

        var documents = await inner.FindManyAsync(missing.ConvertAll(static m => m.Key), ct);
        for (var i = 0; i < documents.Count; i++)
        {
            var (index, key, epoch) = missing[i];
            found[index] = documents[i];
            if (IsCached(key) && documents[i] is not { Expires: true })
                cache.PutRead(key, documents[i], epoch);
        }

        return found;
    }

    public async Task<SaveResult> SaveAsync(DocumentWrite write, CancellationToken ct) => (await SaveManyAsync([write], ct))[0];

    public async Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken ct)
    {
        foreach (var write in writes)
            if (IsCached(write.Key))
                cache.BeginWrite(write.Key);

        IReadOnlyList<SaveResult>? results = null;
        try
        {
            return results = await inner.SaveManyAsync(writes, ct);
        }
        finally
        {
            for (var i = 0; i < writes.Count; i++)
                if (IsCached(writes[i].Key))
                    cache.EndWrite(writes[i].Key, Written(writes[i], results?[i]));
        }
    }

    public Task<DocumentPage> ListAsync(DocumentRange range, int limit, string? continuation, CancellationToken ct) =>
        inner.ListAsync(range, limit, continuation, ct);

    /// <summary>What is stored now; null when that is not known.</summary>
    private static Document? Written(in DocumentWrite write, SaveResult? result) =>
        result is { Saved: true, ETag: { } tag } && write.ExpiresAt is null ? new Document(write.Key, write.Json, tag) : null;

    private static bool IsCached(in DocumentKey key) => Array.IndexOf(Containers, key.Container) >= 0;
}
