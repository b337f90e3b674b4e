using MerchantOps.Storage;

namespace MerchantOps.Tests.Core;

/// <summary>A store that counts the reads of single documents, and fails them while it is told to.</summary>
internal sealed class WatchedStore(IDocumentStore inner) : IDocumentStore
{
    private int _reads;

    public int Reads => _reads;

    public Exception? Fault { get; set; }

    public Task<Document?> FindAsync(DocumentKey key, CancellationToken ct)
    {
        Interlocked.Increment(ref _reads);
        return Fault is null ? inner.FindAsync(key, ct) : Task.FromException<Document?>(Fault);
    }

    public Task<IReadOnlyList<Document?>> FindManyAsync(IReadOnlyList<DocumentKey> keys, CancellationToken ct) => inner.FindManyAsync(keys, ct);

    public Task<SaveResult> SaveAsync(DocumentWrite write, CancellationToken ct) => inner.SaveAsync(write, ct);

    public Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken ct) => inner.SaveManyAsync(writes, ct);

    public Task<DocumentPage> ListAsync(DocumentRange range, int limit, string? continuation, CancellationToken ct) =>
        inner.ListAsync(range, limit, continuation, ct);
}
