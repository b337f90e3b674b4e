using System.Collections.Concurrent;

namespace MerchantOps.Storage.Caching;

/// <summary>
/// Documents, and keys known to have none, in bounded memory. Two generations: when the younger has grown to half of the bound, the
/// older is dropped. While a key is being written it is not kept, and what was read before a write began is not kept after it.
/// Thread-safe.
/// </summary>
internal sealed class DocumentCache(CacheOptions options, TimeProvider time)
{
    private const int Stripes = 4_096, LocksCount = 64, EntryBytes = 400;

    private readonly long[] epochs = new long[Stripes];
    private readonly Lock[] locks = [.. Enumerable.Range(0, LocksCount).Select(_ => new Lock())];
    private readonly ConcurrentDictionary<DocumentKey, Writers> writing = [];
    private readonly TimeSpan maxAge = TimeSpan.FromSeconds(options.MaxAgeSeconds);
    private volatile Generation young = new();
    private volatile Generation old = new();

    /// <summary>True when it is known: then null says that there is none.</summary>
    public bool TryGet(in DocumentKey key, out Document? document)
    {
        document = null;
        if (!young.Entries.TryGetValue(key, out var entry) && !old.Entries.TryGetValue(key, out entry))
            return false;
        document = entry.Document;
        return time.GetElapsedTime(entry.At) <= maxAge;
    }

    /// <summary>To be taken before a read, and given with what it found.</summary>
    public long EpochOf(in DocumentKey key) => Volatile.Read(ref epochs[StripeOf(key)]);

    /// <summary>Keeps what was read, unless a write near it has begun since.</summary>
    public void PutRead(in DocumentKey key, Document? document, long epoch)
    {
        var stripe = StripeOf(key);
        lock (locks[stripe % LocksCount])
            if (epochs[stripe] == epoch && !writing.ContainsKey(key))
                Put(key, document);
    }

    public void BeginWrite(in DocumentKey key)
    {
        var stripe = StripeOf(key);
        lock (locks[stripe % LocksCount])
        {
            epochs[stripe]++;
            writing[key] = writing.TryGetValue(key, out var others) ? new Writers(others.Count + 1, Overlap: true) : new Writers(1, Overlap: false);
            Remove(key);
        }
    }

    /// <param name="written">What is stored now, kept unless others write it too; null when that is not known.</param>
    public void EndWrite(in DocumentKey key, Document? written)
    {
        var stripe = StripeOf(key);
        lock (locks[stripe % LocksCount])
        {
            epochs[stripe]++;
            var writers = writing[key];
            if (writers.Count > 1)
                writing[key] = writers with { Count = writers.Count - 1 };
            else
                writing.TryRemove(key, out _);
            // Of writes that overlap nobody knows whose was the last.
            if (!writers.Overlap && written is not null)
                Put(key, written);
        }
    }

    private void Put(in DocumentKey key, Document? document)
    {
        if (options.MaxBytes == 0)
            return;
        young.Entries[key] = new Entry(document, time.GetTimestamp());
        if (Interlocked.Add(ref young.Bytes, EntryBytes + (document?.Json.Length ?? 0)) > options.MaxBytes / 2)
            (old, young) = (young, new Generation());
    }

    private void Remove(in DocumentKey key)
    {
        young.Entries.TryRemove(key, out _);
        old.Entries.TryRemove(key, out _);
    }

    private static int StripeOf(in DocumentKey key) => (key.GetHashCode() & int.MaxValue) % Stripes;

    private readonly record struct Writers(int Count, bool Overlap);

    private readonly record struct Entry(Document? Document, long At);

    private sealed class Generation
    {
        public long Bytes;

        public ConcurrentDictionary<DocumentKey, Entry> Entries { get; } = [];
    }
}
