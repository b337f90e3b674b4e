using MerchantOps.Storage;
using MerchantOps.Storage.Caching;
using MerchantOps.Storage.Sqlite;

namespace MerchantOps.Tests.Core.Storage.Caching;

public sealed class CachingDocumentStoreTests : IDisposable
{
    private static readonly DocumentKey Key = new("signals", "device-ab", "device-abcd");

    private readonly TempFolder folder = new();
    private readonly StoreMetrics metrics = new();
    private readonly ManualTime time = new();
    private readonly SqliteDocumentStore inner;
    private readonly CachingDocumentStore store;

    public CachingDocumentStoreTests()
    {
        inner = new SqliteDocumentStore(folder.File("documents.db"), new StoreOptions(), new SqliteStoreOptions(), metrics, time);
        store = new CachingDocumentStore(inner, new CacheOptions(), metrics, time);
    }

    public void Dispose()
    {
        inner.Dispose();
        metrics.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task What_was_read_is_not_asked_for_again()
    {
        await inner.SaveAsync(DocumentWrite.Create(Key, "{}"u8.ToArray()), default);
        await store.FindAsync(Key, default);

        var again = await store.FindAsync(Key, default);

        Assert.NotNull(again);
        Assert.Equal((1L, 1L), (metrics.DocumentsRead, metrics.DocumentsFromCache));
    }

    [Fact]
    public async Task What_was_written_is_read_without_the_store_and_can_be_replaced()
    {
        await store.SaveAsync(DocumentWrite.Create(Key, """{"n":1}"""u8.ToArray()), default);

        var found = await store.FindAsync(Key, default);
        var replaced = await store.SaveAsync(DocumentWrite.Replace(Key, """{"n":2}"""u8.ToArray(), found!.ETag), default);

        Assert.True(replaced.Saved);
        Assert.Equal("""{"n":2}"""u8.ToArray(), (await store.FindAsync(Key, default))!.Json.ToArray());
        Assert.Equal(0, metrics.DocumentsRead);
    }

    [Fact]
    public async Task That_there_is_none_is_known_until_it_is_written()
    {
        await store.FindAsync(Key, default);

        Assert.Null(await store.FindAsync(Key, default));
        await store.SaveAsync(DocumentWrite.Create(Key, "{}"u8.ToArray()), default);
        Assert.NotNull(await store.FindAsync(Key, default));
        Assert.Equal(1, metrics.DocumentsRead);
    }

    [Fact]
    public async Task What_another_process_wrote_is_seen_after_the_age()
    {
        await store.SaveAsync(DocumentWrite.Create(Key, """{"n":1}"""u8.ToArray()), default);
        await inner.SaveAsync(DocumentWrite.Upsert(Key, """{"n":2}"""u8.ToArray()), default);

        time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal("""{"n":2}"""u8.ToArray(), (await store.FindAsync(Key, default))!.Json.ToArray());
    }

    [Fact]
    public async Task A_refused_write_makes_the_next_read_ask_the_store()
    {
        var mine = await store.SaveAsync(DocumentWrite.Create(Key, """{"n":1}"""u8.ToArray()), default);
        await inner.SaveAsync(DocumentWrite.Upsert(Key, """{"n":2}"""u8.ToArray()), default);

        var refused = await store.SaveAsync(DocumentWrite.Replace(Key, """{"n":3}"""u8.ToArray(), mine.ETag!), default);

        Assert.Equal(SaveStatus.Stale, refused.Status);
        Assert.Equal("""{"n":2}"""u8.ToArray(), (await store.FindAsync(Key, default))!.Json.ToArray());
    }

    [Fact]
    public async Task Other_containers_pass_through()
    {
        var key = new DocumentKey("jobs", "training", "fraud");
        await store.SaveAsync(DocumentWrite.Create(key, "{}"u8.ToArray()), default);
        await store.FindAsync(key, default);

        await store.FindAsync(key, default);

        Assert.Equal((2L, 0L), (metrics.DocumentsRead, metrics.DocumentsFromCache));
    }

    [Fact]
    public async Task Many_writers_of_one_document_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => AddAsync(50))));

        Assert.Equal(400, Count(await store.FindAsync(Key, default)));
        Assert.Equal(400, Count(await inner.FindAsync(Key, default)));
    }

    private async Task AddAsync(int times)
    {
        for (var added = 0; added < times;)
        {
            var found = await store.FindAsync(Key, default);
            var json = System.Text.Encoding.UTF8.GetBytes($$"""{"n":{{Count(found) + 1}}}""");
            var write = found is null ? DocumentWrite.Create(Key, json) : DocumentWrite.Replace(Key, json, found.ETag);
            added += (await store.SaveAsync(write, default)).Saved ? 1 : 0;
        }
    }

    private static int Count(Document? document) =>
        document is null ? 0 : System.Text.Json.JsonDocument.Parse(document.Json).RootElement.GetProperty("n").GetInt32();
}
