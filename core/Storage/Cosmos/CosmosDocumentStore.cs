namespace MerchantOps.Storage.Cosmos;

/// <summary>
/// Documents in Azure Cosmos DB, one Cosmos container per container of the port, made at its first use. Any number of processes may share
/// an account. JSON comes back semantically equal: the server may write numbers and white space its own way, and keeps integers
/// beyond 2^53 and more than 15 significant digits only as text.
/// </summary>
public sealed class CosmosDocumentStore(CosmosStoreOptions cosmos, StoreOptions options, StoreMetrics metrics, TimeProvider time) : IDocumentStore, IDisposable
{
    private readonly CosmosContainers _containers = new(cosmos);
    private readonly CosmosCalls _calls = new(metrics);
    private readonly CosmosResilience _resilience = new(options.Deadline, time);

    public Task<Document?> FindAsync(DocumentKey key, CancellationToken ct)
    {
        key.Validate();
        return _resilience.WithinDeadlineAsync(token => FindOneAsync(key, token), ct);
    }

    public Task<IReadOnlyList<Document?>> FindManyAsync(IReadOnlyList<DocumentKey> keys, CancellationToken ct)
    {
        foreach (var key in keys)
            key.Validate();
        return _resilience.WithinDeadlineAsync(token => ForEachAsync(keys, FindOneAsync, token), ct);
    }

    public Task<SaveResult> SaveAsync(DocumentWrite write, CancellationToken ct)
    {
        DocumentCheck.Write(write);
        return _resilience.WithinDeadlineAsync(token => SaveOneAsync(write, token), ct);
    }

    public Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken ct)
    {
        DocumentCheck.Writes(writes);
        return _resilience.WithinDeadlineAsync(token => ForEachAsync(writes, SaveOneAsync, token), ct);
    }

    public Task<DocumentPage> ListAsync(DocumentRange range, int limit, string? continuation, CancellationToken ct)
    {
        DocumentCheck.List(range, limit, continuation);
        return _resilience.WithinDeadlineAsync(token => ListPageAsync(range, limit, continuation, token), ct);
    }

    public void Dispose() => _containers.Dispose();

    private async ValueTask<Document?> FindOneAsync(DocumentKey key, CancellationToken ct)
    {
        var item = await _resilience.RetryAsync(
            async token => await _calls.FindAsync(await _containers.GetAsync(key.Container, token), key.Partition, key.Id, token), ct);
        metrics.Read(1);
        return item is null || item.IsExpired(Now()) ? null : item.ToDocument(key.Container, key.Partition);
    }

    private async ValueTask<SaveResult> SaveOneAsync(DocumentWrite write, CancellationToken ct)
    {
        var container = await _resilience.RetryAsync(token => _containers.GetAsync(write.Key.Container, token), ct);
        var result = await _resilience.RetryAsync(new CosmosWrite(_calls, container, write, time.GetUtcNow()).TryAsync, ct);
        metrics.Written(result.Saved ? 1 : 0);
        return result;
    }

    private async ValueTask<DocumentPage> ListPageAsync(DocumentRange range, int limit, string? continuation, CancellationToken ct)
    {
        var query = CosmosListing.Query(range, limit + 1, continuation, Now());
        var items = await _resilience.RetryAsync(
            async token => await _calls.QueryAsync(await _containers.GetAsync(range.Container, token), query, range.Partition, limit + 1, token), ct);
        metrics.Read(items.Count);
        var documents = items.Take(limit).Select(item => item.ToDocument(range.Container, range.Partition)).ToList();
        return new DocumentPage(documents, items.Count > limit ? documents[^1].Key.Id : null);
    }

    private async ValueTask<IReadOnlyList<TResult>> ForEachAsync<T, TResult>(
        IReadOnlyList<T> inputs, Func<T, CancellationToken, ValueTask<TResult>> action, CancellationToken ct)
    {
        var results = new TResult[inputs.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = cosmos.Parallelism, CancellationToken = ct };
        await Parallel.ForEachAsync(Enumerable.Range(0, inputs.Count), parallel, async (i, token) => results[i] = await action(inputs[i], token));
        return results;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
