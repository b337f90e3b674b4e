using MerchantOps.Storage;
using MerchantOps.Storage.Sqlite;

namespace MerchantOps.Tests.Core.Storage;

public sealed class SqliteContractTests : DocumentStoreContract, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StoreMetrics _metrics = new();

    protected override Task<IDocumentStore> OpenAsync(TimeProvider time) => Task.FromResult<IDocumentStore>(
        new SqliteDocumentStore(_folder.File("documents.db"), new StoreOptions(), new SqliteStoreOptions(), _metrics, time));

    public void Dispose()
    {
        _metrics.Dispose();
        _folder.Dispose();
    }
}
