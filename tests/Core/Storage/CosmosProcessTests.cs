using MerchantOps.Storage;
using MerchantOps.Storage.Cosmos;

namespace MerchantOps.Tests.Core.Storage;

[Collection(CosmosGroup.Name)]
public sealed class CosmosProcessTests(CosmosServer server)
{
    [NodeFact]
    public async Task Eight_processes_side_by_side_lose_nothing_of_each_other()
    {
        var options = server.NewDatabase();
        using var metrics = new StoreMetrics();
        using var store = new CosmosDocumentStore(options, new StoreOptions(), metrics, TimeProvider.System);

        var children = Enumerable.Range(0, 8)
            .Select(i => ChildProcess.Start("share-cosmos", options.Endpoint!.AbsoluteUri, options.Database, $"p{i}"))
            .ToList();
        var exits = await Task.WhenAll(children.Select(c => c.ExitAsync()));
        children.ForEach(c => c.Dispose());

        Assert.All(exits, exit => Assert.Equal(0, exit));
        Assert.Equal(40, Counter.Read((await store.FindAsync(StoreChild.CounterKey, default))!));
        Assert.Equal(200, (await store.ListAsync(new DocumentRange("orders", "m1"), 1_000, null, default)).Documents.Count);
    }
}
