using MerchantOps.Errors;
using Microsoft.Data.Sqlite;

namespace MerchantOps.Storage.Sqlite;

/// <summary>
/// Documents in one SQLite file: the embedded default. Opened at the first call, and owned by this process until disposed. Answered
/// writes survive a kill and a power loss. Reads run on the calling thread. ETags are numbers that no two writes to the file share.
/// </summary>
/// <remarks>Besides the port's errors: <see cref="StoreInUseException"/> and <see cref="StoreDamagedException"/>.</remarks>
public sealed class SqliteDocumentStore(string path, StoreOptions options, SqliteStoreOptions sqlite, StoreMetrics metrics, TimeProvider time)
    : IDocumentStore, IDisposable
{
    private readonly SqliteFile _file = new(path, sqlite);
    private readonly Lock _gate = new();
    private volatile SqliteEngine? _engine;
    private bool _disposed;

    /// <summary>Opens the file now rather than at the first call, to learn at start-up that it cannot be had. Opening twice is harmless.</summary>
    public void Open() => Guard(Engine);

    public Task<Document?> FindAsync(DocumentKey key, CancellationToken ct)
    {
        key.Validate();
        return ReadAsync((reader, budget) => reader.Find(key, budget.Now), 1, RequestUnits.Read, ct);
    }

    public Task<IReadOnlyList<Document?>> FindManyAsync(IReadOnlyList<DocumentKey> keys, CancellationToken ct)
    {
        foreach (var key in keys)
            key.Validate();
        return ReadAsync(
            (reader, budget) => (IReadOnlyList<Document?>)reader.FindMany(keys, budget), keys.Count, static found => found.Sum(RequestUnits.Read), ct);
    }

    public async Task<SaveResult> SaveAsync(DocumentWrite write, CancellationToken ct) => (await SaveManyAsync([write], ct))[0];

    public async Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken ct)
    {
        DocumentCheck.Writes(writes);
        ct.ThrowIfCancellationRequested();
        var writer = Guard(Engine).Writer;
        var request = new WriteRequest(writes);
        try
        {
            var results = await writer.SaveAsync(request, ct).WaitAsync(options.Deadline, time, ct);
            metrics.Written(results.Count(r => r.Saved));
            metrics.Estimated(writes.Sum(static w => RequestUnits.Write(w)));
            return results;
        }
        catch (TimeoutException late)
        {
            throw new UnavailableException("store", $"{path} took longer than {options.Deadline} for a write.", late);
        }
        finally
        {
            request.Abandon();
        }
    }

    public async Task<DocumentPage> ListAsync(DocumentRange range, int limit, string? continuation, CancellationToken ct)
    {
        DocumentCheck.List(range, limit, continuation);
        var documents = await ReadAsync((reader, budget) => reader.List(range, limit + 1, continuation, budget), limit, RequestUnits.List, ct);
        if (documents.Count <= limit)
            return new DocumentPage(documents, null);
        documents.RemoveAt(limit);
        return new DocumentPage(documents, documents[^1].Key.Id);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _engine?.Dispose();
            _engine = null;
        }
    }

    private Task<T> ReadAsync<T>(Func<SqliteReader, ReadBudget, T> read, int documents, Func<T, double> charge, CancellationToken ct)
    {
        try
        {
            var budget = new ReadBudget(time, options.Deadline, ct);
            var result = Guard(() => Engine().Readers.Read(read, budget));
            metrics.Read(documents);
            metrics.Estimated(charge(result));
            return Task.FromResult(result);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(ct);
        }
    }

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException fault)
        {
            throw SqliteFaults.Translate(fault, path);
        }
    }

    private SqliteEngine Engine()
    {
        if (_engine is { } open)
            return open;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _engine ??= SqliteEngine.Open(_file, time);
        }
    }
}
