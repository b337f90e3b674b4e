using MerchantOps.Storage;
using MerchantOps.Storage.Caching;
using MerchantOps.Storage.Sqlite;

namespace MerchantOps.Tests.Core.Storage.Caching;

/// <summary>With a cache before it a store keeps what the port promises.</summary>
public sealed class CachingContractTests : DocumentStoreContract, IDisposable
{
    private readonly TempFolder folder = new();
    private readonly StoreMetrics metrics = new();
    private SqliteDocumentStore? inner;

    protected override Task<IDocumentStore> OpenAsync(TimeProvider time)
    {
        inner = new SqliteDocumentStore(folder.File("documents.db"), new StoreOptions(), new SqliteStoreOptions(), metrics, time);
        return Task.FromResult<IDocumentStore>(new CachingDocumentStore(inner, new CacheOptions(), metrics, time));
    }

    public void Dispose()
    {
        inner?.Dispose();
        metrics.Dispose();
        folder.Dispose();
    }
}
