using System.Collections.Concurrent;

namespace MerchantOps.Shops;

/// <summary>
/// Remembers for a short while what the store said about a shop, also that there is none, so that a webhook needs no store read.
/// Bounded; thread-safe.
/// </summary>
internal sealed class ShopCache(int capacity, TimeSpan lifetime, TimeProvider time)
{
    private readonly ConcurrentDictionary<ShopId, Entry> entries = new();

    /// <param name="load">Shared by all who wait, so it must not heed the token of one of them.</param>
    public Task<Shop?> GetAsync(ShopId id, Func<ShopId, Task<Shop?>> load, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!entries.TryGetValue(id, out var entry) || entry.Expires <= now || entry.Shop.IsFaulted)
        {
            MakeRoom(now);
            entry = new Entry(load(id), now + lifetime);
            entries[id] = entry;
        }

        return entry.Shop.WaitAsync(ct);
    }

    /// <summary>The next read goes to the store. A read that is under way is not remembered.</summary>
    public void Forget(ShopId id) => entries.TryRemove(id, out _);

    private void MakeRoom(DateTimeOffset now)
    {
        if (entries.Count < capacity)
            return;

        foreach (var entry in entries)
            if (entry.Value.Expires <= now)
                entries.TryRemove(entry);
        if (entries.Count >= capacity)
            entries.Clear();
    }

    private sealed record Entry(Task<Shop?> Shop, DateTimeOffset Expires);
}
