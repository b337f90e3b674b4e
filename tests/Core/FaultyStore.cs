using MerchantOps.Errors;
using MerchantOps.Storage;

namespace MerchantOps.Tests.Core;

/// <summary>A store that fails when told to: before it has done anything, or after it has done all of it.</summary>
internal sealed class FaultyStore(IDocumentStore inner) : IDocumentStore
{
    /// <summary>Whether a call with these writes fails before it reaches the store.</summary>
    public Func<IReadOnlyList<DocumentWrite>, bool> FailsBefore { get; set; } = static _ => false;

    /// <summary>Whether a call with these writes is carried out and then fails all the same.</summary>
    public Func<IReadOnlyList<DocumentWrite>, bool> FailsAfter { get; set; } = static _ => false;

    public Task<Document?> FindAsync(DocumentKey key, CancellationToken ct) => inner.FindAsync(key, ct);

    public Task<IReadOnlyList<Document?>> FindManyAsync(IReadOnlyList<DocumentKey> keys, CancellationToken ct) => inner.FindManyAsync(keys, ct);

    public async Task<SaveResult> SaveAsync(DocumentWrite write, CancellationToken ct) => (await SaveManyAsync([write], ct))[0];

    public async Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken ct)
    {
        if (FailsBefore(writes))
            throw new UnavailableException("store", "injected before");
        var results = await inner.SaveManyAsync(writes, ct);
        return FailsAfter(writes) ? throw new UnavailableException("store", "injected after") : results;
    }

    public Task<DocumentPage> ListAsync(DocumentRange range, int limit, string? continuation, CancellationToken ct) => inner.ListAsync(range, limit, continuation, ct);
}
