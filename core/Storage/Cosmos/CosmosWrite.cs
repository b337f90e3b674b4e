using System.Net;
using Microsoft.Azure.Cosmos;

namespace MerchantOps.Storage.Cosmos;

/// <summary>
/// One write of the port and its tries. Each item names the operation that wrote it, so that a try which finds its key taken or changed
/// can tell whether that was an earlier try of its own whose answer was lost. Not thread-safe; made anew for each write.
/// </summary>
internal sealed class CosmosWrite(CosmosCalls calls, Container container, DocumentWrite write, DateTimeOffset now)
{
    private readonly string _operation = Guid.NewGuid().ToString("N");
    private readonly CosmosTag? _expected = write.ETag is null ? null : CosmosTag.Parse(write.ETag);
    private bool _tried;

    private long Now => now.ToUnixTimeMilliseconds();

    /// <summary>Tries once more. To be called again after a transient fault, and never after an answer.</summary>
    public async ValueTask<SaveResult> TryAsync(CancellationToken ct)
    {
        if (write.ETag is not null && (_expected is not { } tag || tag.ExpiresAt <= Now))
            return Refused(SaveStatus.Stale);

        var isRetry = _tried;
        _tried = true;
        using var item = write.Kind == WriteKind.Delete ? null : CosmosItem.Write(write, _operation, now);
        var (status, etag) = await calls.SendAsync(container, write.Kind, write.Key, item, _expected?.ETag, ct);
        return status switch
        {
            HttpStatusCode.Conflict => await AfterConflictAsync(ct),
            HttpStatusCode.PreconditionFailed => isRetry && await FindOwnAsync(ct) is { } own ? own : Refused(SaveStatus.Stale),
            HttpStatusCode.NotFound => AfterNotFound(isRetry),
            HttpStatusCode.NoContent => new SaveResult(SaveStatus.Saved, null),
            _ => Saved(etag!),
        };
    }

    /// <summary>The key is taken: by an earlier try of this write, by an expired document that stands for none, or by a document.</summary>
    private async Task<SaveResult> AfterConflictAsync(CancellationToken ct)
    {
        var found = await calls.FindAsync(container, write.Key.Partition, write.Key.Id, ct);
        if (found?.Operation == _operation)
            return Saved(found.ETag);
        if (found is not null && !found.IsExpired(Now))
            return Refused(SaveStatus.Conflict);
        if (found is not null)
            await calls.SendAsync(container, WriteKind.Delete, write.Key, null, found.ETag, ct);
        return await TryAsync(ct);
    }

    private async Task<SaveResult?> FindOwnAsync(CancellationToken ct)
    {
        var found = await calls.FindAsync(container, write.Key.Partition, write.Key.Id, ct);
        return found?.Operation == _operation ? Saved(found.ETag) : null;
    }

    /// <summary>What is gone after a try of our own to delete it counts as deleted by us.</summary>
    private SaveResult AfterNotFound(bool isRetry) =>
        write.Kind == WriteKind.Delete && (isRetry || write.ETag is null) ? new SaveResult(SaveStatus.Saved, null) : Refused(SaveStatus.Stale);

    private SaveResult Saved(string etag) => new(SaveStatus.Saved, new CosmosTag(write.ExpiresAt?.ToUnixTimeMilliseconds(), etag).ToString());

    private static SaveResult Refused(SaveStatus status) => new(status, null);
}
