using System.Collections.Concurrent;

namespace MerchantOps.Shops;

/// <summary>
/// Remembers for a short while what the store said about a shop, also that there is none, so that a webhook needs no store read.
/// Bounded; thread-safe.
/// </summary>
internal sealed class ShopCache(int capacity, TimeSpan lifetime, TimeProvider time)
{
    private readonly ConcurrentDictionary<ShopId, Entry> _entries = new();

    public int Count => _entries.Count;

    /// <param name="load">Shared by all who wait, so it must not heed the token of one of them.</param>
    public Task<Shop?> GetAsync(ShopId id, Func<ShopId, Task<Shop?>> load, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!_entries.TryGetValue(id, out var entry) || entry.Expires <= now || entry.IsFaulted)
        {
            MakeRoom(now);
            // Remembered before it is read, so that Forget also reaches a read that is under way.
            entry = new Entry(new Lazy<Task<Shop?>>(() => load(id)), now + lifetime);
            _entries[id] = entry;
        }

        return entry.Shop.Value.WaitAsync(ct);
    }

    /// <summary>The next read goes to the store; a read that is under way is not remembered.</summary>
    public void Forget(ShopId id) => _entries.TryRemove(id, out _);

    private void MakeRoom(DateTimeOffset now)
    {
        if (Count < capacity)
            return;

        foreach (var entry in _entries)
            if (entry.Value.Expires <= now)
                _entries.TryRemove(entry);
        if (Count >= capacity)
            _entries.Clear();
    }

    private sealed record Entry(Lazy<Task<Shop?>> Shop, DateTimeOffset Expires)
    {
        public bool IsFaulted => Shop is { IsValueCreated: true, Value.IsFaulted: true };
    }
}
