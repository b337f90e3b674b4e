using System.Net;
using Microsoft.Azure.Cosmos;

namespace MerchantOps.Storage.Cosmos;

/// <summary>
/// One write of the port and its tries. Each item names the operations that made it, so that a try which finds its key taken or changed
/// can tell whether that was an earlier try of its own whose answer was lost. Not thread-safe; made anew for each write.
/// </summary>
internal sealed class CosmosWrite
{
    /// <summary>In the place of an ETag that somebody has moved on from already; fits nothing.</summary>
    private const string Superseded = "superseded";

    private readonly CosmosCalls _calls;
    private readonly Container _container;
    private readonly DocumentWrite _write;
    private readonly DateTimeOffset _now;
    private readonly CosmosTag? _expected;
    private readonly string _operation = CosmosOperations.NewId();
    private readonly string _operations;
    private bool _tried;

    public CosmosWrite(CosmosCalls calls, Container container, in DocumentWrite write, DateTimeOffset now)
    {
        _calls = calls;
        _container = container;
        _write = write;
        _now = now;
        _expected = write.ETag is null ? null : CosmosTag.Parse(write.ETag);
        _operations = CosmosOperations.Add(_operation, _expected?.Operations ?? "");
    }

    private long Now => _now.ToUnixTimeMilliseconds();

    /// <summary>Tries once more. To be called again after a transient fault, and never after an answer.</summary>
    public async ValueTask<SaveResult> TryAsync(CancellationToken ct)
    {
        if (_write.ETag is not null && (_expected is not { } tag || tag.ExpiresAt <= Now))
            return Refused(SaveStatus.Stale);

        var isRetry = _tried;
        _tried = true;
        using var item = _write.Kind == WriteKind.Delete ? null : CosmosItem.Write(_write, _operations, _now);
        var (status, etag) = await _calls.SendAsync(_container, _write.Kind, _write.Key, item, _expected?.ETag, ct);
        return status switch
        {
            HttpStatusCode.Conflict => await AfterConflictAsync(ct),
            HttpStatusCode.PreconditionFailed => isRetry ? OwnTry(await FindAsync(ct)) ?? Refused(SaveStatus.Stale) : Refused(SaveStatus.Stale),
            HttpStatusCode.NotFound => AfterNotFound(isRetry),
            HttpStatusCode.NoContent => new SaveResult(SaveStatus.Saved, null),
            _ => Saved(etag!),
        };
    }

    /// <summary>The key is taken: by an earlier try of this write, by an expired document that stands for none, or by a document.</summary>
    private async Task<SaveResult> AfterConflictAsync(CancellationToken ct)
    {
        var found = await FindAsync(ct);
        if (OwnTry(found) is { } own)
            return own;
        if (found is not null && !found.IsExpired(Now))
            return Refused(SaveStatus.Conflict);
        if (found is not null)
            await _calls.SendAsync(_container, WriteKind.Delete, _write.Key, null, found.ETag, ct);
        return await TryAsync(ct);
    }

    /// <summary>What is gone after a try of our own to delete it counts as deleted by us.</summary>
    private SaveResult AfterNotFound(bool isRetry) =>
        _write.Kind == WriteKind.Delete && (isRetry || _write.ETag is null) ? new SaveResult(SaveStatus.Saved, null) : Refused(SaveStatus.Stale);

    private Task<CosmosItem?> FindAsync(CancellationToken ct) => _calls.FindAsync(_container, _write.Key.Partition, _write.Key.Id, ct);

    private SaveResult? OwnTry(CosmosItem? found)
    {
        if (found is null || !CosmosOperations.Contains(_operation, found.Operations))
            return null;
        return Saved(CosmosOperations.IsLatest(_operation, found.Operations) ? found.ETag : Superseded);
    }

    private SaveResult Saved(string etag) =>
        new(SaveStatus.Saved, new CosmosTag(_write.ExpiresAt?.ToUnixTimeMilliseconds(), _operations, etag).ToString());

    private static SaveResult Refused(SaveStatus status) => new(status, null);
}
