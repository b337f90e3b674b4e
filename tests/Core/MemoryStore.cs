using System.Globalization;
using MerchantOps.Storage;

namespace MerchantOps.Tests.Core;

/// <summary>The document port as far as single documents go, in memory, with a count of the reads.</summary>
internal sealed class MemoryStore : IDocumentStore
{
    private readonly Dictionary<DocumentKey, Document> documents = [];
    private int version;

    public int Reads { get; private set; }

    public Exception? Fault { get; set; }

    public IReadOnlyCollection<Document> Documents => documents.Values;

    public Task<Document?> FindAsync(DocumentKey key, CancellationToken ct)
    {
        Reads++;
        key.Validate();
        return Fault is null ? Task.FromResult(documents.GetValueOrDefault(key)) : Task.FromException<Document?>(Fault);
    }

    public Task<SaveResult> SaveAsync(DocumentWrite write, CancellationToken ct)
    {
        var known = documents.GetValueOrDefault(write.Key);
        if (write.Kind == WriteKind.Create && known is not null)
            return Task.FromResult(new SaveResult(SaveStatus.Conflict, null));
        if (write.Kind == WriteKind.Replace && known?.ETag != write.ETag)
            return Task.FromResult(new SaveResult(SaveStatus.Stale, null));

        var tag = (++version).ToString(CultureInfo.InvariantCulture);
        documents[write.Key] = new Document(write.Key, write.Json, tag);
        return Task.FromResult(new SaveResult(SaveStatus.Saved, tag));
    }

    public Task<IReadOnlyList<Document?>> FindManyAsync(IReadOnlyList<DocumentKey> keys, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken ct) => throw new NotSupportedException();

    public Task<DocumentPage> ListAsync(DocumentRange range, int limit, string? continuation, CancellationToken ct) => throw new NotSupportedException();
}
