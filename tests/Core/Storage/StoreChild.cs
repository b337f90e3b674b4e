using MerchantOps.Storage;
using MerchantOps.Storage.Cosmos;
using MerchantOps.Storage.Sqlite;

namespace MerchantOps.Tests.Core.Storage;

/// <summary>The parts that a second process plays in the tests of the store. Each prints what it has done, line by line.</summary>
internal static class StoreChild
{
    public static readonly DocumentKey CounterKey = new("jobs", "shared", "counter");

    /// <summary>Opens the file and keeps it until killed; prints <c>open</c>, or why it could not.</summary>
    public static async Task<int> HoldAsync(string path)
    {
        using var metrics = new StoreMetrics();
        using var store = Open(path, metrics);
        try
        {
            store.Open();
        }
        catch (StoreInUseException e)
        {
            Console.WriteLine(e.Message);
            return 1;
        }

        Console.WriteLine("open");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    /// <summary>Writes documents from four callers at once, without end; prints each id once the store has acknowledged it.</summary>
    public static async Task<int> WriteAsync(string path)
    {
        using var metrics = new StoreMetrics();
        using var store = Open(path, metrics);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async caller =>
        {
            for (var n = 0; ; n++)
            {
                var ids = Enumerable.Range(0, 5).Select(i => $"c{caller}-{n}-{i}").ToList();
                await store.SaveManyAsync([.. ids.Select(id => DocumentWrite.Create(new DocumentKey("orders", "m1", id), "{}"u8.ToArray()))], default);
                foreach (var id in ids)
                    Console.WriteLine(id);
            }
        }));
        return 0;
    }

    /// <summary>One of several consumers on one account: writes 25 documents of its own and raises the shared counter by 5.</summary>
    public static async Task<int> WorkAsync(Uri endpoint, string database, string name)
    {
        using var metrics = new StoreMetrics();
        var patient = new StoreOptions { Deadline = TimeSpan.FromMinutes(2) }; // several processes start cold at once
        using var store = new CosmosDocumentStore(CosmosServer.Options(endpoint, database), patient, metrics, TimeProvider.System);
        await store.SaveAsync(DocumentWrite.Create(CounterKey, "{\"n\":0}"u8.ToArray()), default);
        for (var batch = 0; batch < 5; batch++)
        {
            var writes = Enumerable.Range(0, 5).Select(i => DocumentWrite.Create(new DocumentKey("orders", "m1", $"{name}-{batch}-{i}"), "{}"u8.ToArray()));
            if ((await store.SaveManyAsync([.. writes], default)).Any(r => !r.Saved))
                return 1;
            await Counter.RaiseAsync(store, CounterKey, 1, default);
        }

        return 0;
    }

    private static SqliteDocumentStore Open(string path, StoreMetrics metrics) =>
        new(path, new StoreOptions(), new SqliteStoreOptions(), metrics, TimeProvider.System);
}
