namespace MerchantOps.Storage;

/// <summary>
/// JSON documents addressed by container, partition and id, shaped like Cosmos DB at its most portable.
/// No invariant spans two documents. All members are thread-safe, and every call has a deadline of its own
/// (<see cref="StoreOptions.Deadline"/>) beside the caller's token.
/// </summary>
/// <remarks>
/// Errors, the same from every adapter: a key outside <see cref="DocumentKey"/>'s alphabet and JSON that is not an object throw
/// <see cref="Errors.InvalidInputException"/>; more than <see cref="StoreOptions.MaxDocumentBytes"/> throws
/// <see cref="Errors.TooLargeException"/>; a store that is busy, full, locked, throttled or away throws
/// <see cref="Errors.UnavailableException"/> after the adapter's own bounded retries; a write that ended so, or was cancelled, may or
/// may not have been done. A conditional write whose first attempt was ambiguous (committed, but the reply was lost) is recognised
/// as our own and answered as saved, with a tag that is stale already if others have written since.
/// </remarks>
public interface IDocumentStore
{
    /// <summary>The document, or null when there is none or it has expired.</summary>
    Task<Document?> FindAsync(DocumentKey key, CancellationToken ct);

    /// <summary>As <see cref="FindAsync"/> for each key; the answer has the order and length of <paramref name="keys"/>.</summary>
    Task<IReadOnlyList<Document?>> FindManyAsync(IReadOnlyList<DocumentKey> keys, CancellationToken ct);

    /// <summary>Carries out one write. Conflict and stale are values, not exceptions.</summary>
    Task<SaveResult> SaveAsync(DocumentWrite write, CancellationToken ct);

    /// <summary>
    /// Carries out many independent writes for throughput, without atomicity across them: a throw may leave any of them done.
    /// The answer has the order and length of <paramref name="writes"/>.
    /// </summary>
    /// <exception cref="ArgumentException">Two writes name the same key.</exception>
    Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken ct);

    /// <summary>
    /// Documents of one partition with <c>from ≤ id &lt; to</c> in ordinal order of id, expired ones left out, at most <paramref name="limit"/>
    /// (1 to 1,000). Documents inserted meanwhile may or may not appear, none is given twice or skipped.
    /// </summary>
    /// <param name="continuation">From the page before, or null for the first page. Opaque, and valid for any process.</param>
    Task<DocumentPage> ListAsync(DocumentRange range, int limit, string? continuation, CancellationToken ct);
}

/// <summary>What is stored, with the opaque tag that a conditional write must give back.</summary>
/// <param name="Json">
/// UTF-8 JSON object, semantically equal to what was written: a server may write numbers and white space its own way, and keeps integers
/// beyond 2^53 and more than 15 significant digits only as text.
/// </param>
/// <param name="Expires">It was written with a time from which on it is absent.</param>
public sealed record Document(DocumentKey Key, ReadOnlyMemory<byte> Json, string ETag, bool Expires = false);

/// <summary>A page of a listing; <see cref="Continuation"/> is null on the last one.</summary>
public sealed record DocumentPage(IReadOnlyList<Document> Documents, string? Continuation);

/// <summary>A key range of one partition; open ends are null.</summary>
public readonly record struct DocumentRange(string Container, string Partition, string? From = null, string? To = null);

public enum WriteKind
{
    /// <summary>Only if there is none: else <see cref="SaveStatus.Conflict"/>.</summary>
    Create,

    /// <summary>Only if the stored ETag is the one given: else, or if there is none, <see cref="SaveStatus.Stale"/>.</summary>
    Replace,

    /// <summary>Whatever is there.</summary>
    Upsert,

    /// <summary>With an ETag only if it is still that one; without one whatever is there. Deleting what is absent is saved when unconditional, stale otherwise.</summary>
    Delete,
}

public enum SaveStatus
{
    Saved,
    Conflict,
    Stale,
}

/// <summary>The outcome of one write; <see cref="ETag"/> is the new tag when saved (null after a delete).</summary>
public readonly record struct SaveResult(SaveStatus Status, string? ETag)
{
    public bool Saved => Status == SaveStatus.Saved;
}

/// <summary>One write. Use the factory methods.</summary>
/// <param name="ExpiresAt">From then on, to the millisecond, the document is as good as absent to reads and writes; it is removed some time later.</param>
public readonly record struct DocumentWrite(WriteKind Kind, DocumentKey Key, ReadOnlyMemory<byte> Json, string? ETag, DateTimeOffset? ExpiresAt)
{
    public static DocumentWrite Create(DocumentKey key, ReadOnlyMemory<byte> json, DateTimeOffset? expiresAt = null) =>
        new(WriteKind.Create, key, json, null, expiresAt);

    public static DocumentWrite Replace(DocumentKey key, ReadOnlyMemory<byte> json, string etag, DateTimeOffset? expiresAt = null) =>
        new(WriteKind.Replace, key, json, etag, expiresAt);

    public static DocumentWrite Upsert(DocumentKey key, ReadOnlyMemory<byte> json, DateTimeOffset? expiresAt = null) =>
        new(WriteKind.Upsert, key, json, null, expiresAt);

    public static DocumentWrite Delete(DocumentKey key, string? etag = null) => new(WriteKind.Delete, key, default, etag, null);
}
