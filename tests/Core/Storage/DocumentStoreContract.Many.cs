using MerchantOps.Storage;

namespace MerchantOps.Tests.Core.Storage;

/// <summary>Many documents in one call, and many callers for one document.</summary>
public abstract partial class DocumentStoreContract
{
    [StoreFact]
    public async Task Many_are_found_in_the_order_asked_for()
    {
        await CreateAsync("a", """{"n":1}""");
        await CreateAsync("b", """{"n":2}""");

        var found = await Store.FindManyAsync([Key("b"), Key("absent"), Key("a"), Key("b")], default);

        Assert.Equal(["b", null, "a", "b"], found.Select(d => d?.Key.Id));
        AssertSame("""{"n":2}""", found[3]);
    }

    [StoreFact]
    public async Task None_of_many_is_an_empty_answer()
    {
        Assert.Empty(await Store.FindManyAsync([], default));
        Assert.Empty(await Store.SaveManyAsync([], default));
    }

    [StoreFact]
    public async Task Each_of_many_writes_has_its_own_outcome()
    {
        var there = await CreateAsync("there", """{"n":0}""");
        var moved = await CreateAsync("moved");
        await UpsertAsync("moved", """{"n":0}""");

        var results = await Store.SaveManyAsync(
            [
                DocumentWrite.Create(Key("new"), Json("""{"n":1}""")),
                DocumentWrite.Replace(Key("moved"), Json("""{"n":1}"""), moved.ETag!),
                DocumentWrite.Create(Key("there"), Json("""{"n":1}""")),
                DocumentWrite.Upsert(Key("any"), Json("""{"n":1}""")),
                DocumentWrite.Delete(Key("absent"), there.ETag),
                DocumentWrite.Delete(Key("gone")),
            ],
            default);

        Assert.Equal(
            [SaveStatus.Saved, SaveStatus.Stale, SaveStatus.Conflict, SaveStatus.Saved, SaveStatus.Stale, SaveStatus.Saved],
            results.Select(r => r.Status));
        var found = await Store.FindManyAsync([Key("new"), Key("moved"), Key("there"), Key("any")], default);
        Assert.Equal(results[0].ETag, found[0]!.ETag);
        Assert.Equal(results[3].ETag, found[3]!.ETag);
        AssertSame("""{"n":0}""", found[1]);
        AssertSame("""{"n":0}""", found[2]);
    }

    [StoreFact]
    public async Task A_thousand_writes_go_in_one_call()
    {
        var keys = Enumerable.Range(0, 1_000).Select(i => Key($"k{i:d4}")).ToList();

        var results = await Store.SaveManyAsync([.. keys.Select(k => DocumentWrite.Create(k, Json("{}")))], default);

        Assert.All(results, r => Assert.True(r.Saved));
        Assert.Equal(results.Select(r => r.ETag), (await Store.FindManyAsync(keys, default)).Select(d => d!.ETag));
    }

    [StoreFact]
    public async Task Two_writes_of_one_key_in_one_call_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => Store.SaveManyAsync([DocumentWrite.Upsert(Key("a"), Json("{}")), DocumentWrite.Delete(Key("a"))], default));

        Assert.Null(await FindAsync("a"));
    }

    [StoreFact]
    public async Task Of_32_creates_at_once_exactly_one_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => CreateAsync("a", $$"""{"n":{{i}}}""")));

        var winner = Assert.Single(Enumerable.Range(0, 32), i => results[i].Saved);
        AssertSame($$"""{"n":{{winner}}}""", await FindAsync("a"));
        Assert.Equal(31, results.Count(r => r.Status == SaveStatus.Conflict));
    }

    [StoreFact]
    public async Task A_counter_raised_by_32_writers_at_once_misses_none()
    {
        await CreateAsync("counter", Counter.Json(0));

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Counter.RaiseAsync(Store, Key("counter"), 4, default)));

        AssertSame(Counter.Json(128), await FindAsync("counter"));
    }

    [StoreFact]
    public async Task Eight_consumers_side_by_side_lose_nothing_of_each_other()
    {
        await CreateAsync("counter", Counter.Json(0));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async consumer =>
        {
            for (var batch = 0; batch < 5; batch++)
            {
                var writes = Enumerable.Range(0, 20).Select(i => DocumentWrite.Create(Key($"c{consumer}-{batch}-{i:d2}"), Json("{}"))).ToList();
                Assert.All(await Store.SaveManyAsync(writes, default), r => Assert.True(r.Saved));
                await Counter.RaiseAsync(Store, Key("counter"), 1, default);
            }
        }));

        AssertSame(Counter.Json(40), await FindAsync("counter"));
        Assert.Equal(801, (await Store.ListAsync(new DocumentRange("orders", "m1"), 1_000, null, default)).Documents.Count);
    }
}
