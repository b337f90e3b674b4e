using MerchantOps.Storage;
using MerchantOps.Storage.Cosmos;

namespace MerchantOps.Tests.Core.Storage;

[NeedsNode]
[Collection(CosmosGroup.Name)]
public sealed class CosmosContractTests(CosmosServer server) : DocumentStoreContract, IDisposable
{
    private readonly StoreMetrics _metrics = new();

    protected override Task<IDocumentStore> OpenAsync(TimeProvider time) =>
        Task.FromResult<IDocumentStore>(new CosmosDocumentStore(server.NewDatabase(), new StoreOptions(), _metrics, time));

    public void Dispose() => _metrics.Dispose();
}
