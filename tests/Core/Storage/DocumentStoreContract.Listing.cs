using MerchantOps.Storage;

namespace MerchantOps.Tests.Core.Storage;

/// <summary>Ranges of a partition, page by page.</summary>
public abstract partial class DocumentStoreContract
{
    private static readonly DocumentRange s_all = new("orders", "m1");

    [StoreFact]
    public async Task A_listing_is_in_ordinal_order_of_id()
    {
        foreach (var id in (string[])["b", "a|", "a", "-", "Z", "a:b", "a-", "_", "z", "0", "aa", "a_", "10", "9", "B"])
            await CreateAsync(id);

        var ids = (await ListAsync(s_all, 100)).Select(d => d.Key.Id).ToList();

        Assert.Equal(15, ids.Count);
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [StoreFact]
    public async Task A_listing_stays_within_its_partition_and_container()
    {
        foreach (var partition in (string[])["m1", "m", "m10", "m1|", "M1", "m2"])
            await Store.SaveAsync(DocumentWrite.Create(new DocumentKey("orders", partition, "a"), Json("{}")), default);
        await Store.SaveAsync(DocumentWrite.Create(new DocumentKey("customers", "m1", "a"), Json("{}")), default);

        var found = await ListAsync(s_all, 100);

        Assert.Equal([Key("a")], found.Select(d => d.Key));
    }

    [StoreFact]
    public async Task A_range_has_its_lower_bound_and_not_its_upper_one()
    {
        foreach (var id in (string[])["a", "b", "b1", "c", "d"])
            await CreateAsync(id);

        Assert.Equal(["b", "b1"], await IdsAsync(s_all with { From = "b", To = "c" }));
        Assert.Equal(["b1", "c", "d"], await IdsAsync(s_all with { From = "b0" }));
        Assert.Equal(["a", "b"], await IdsAsync(s_all with { To = "b1" }));
        Assert.Empty(await IdsAsync(s_all with { From = "c", To = "b" }));
        Assert.Empty(await IdsAsync(s_all with { Partition = "m2" }));
    }

    [StoreFact]
    public async Task Pages_join_without_gap_or_repeat_and_the_last_one_says_so()
    {
        for (var i = 0; i < 20; i++)
            await CreateAsync($"k{i:d2}");
        var range = s_all with { From = "k03", To = "k18" };

        var first = await Store.ListAsync(range, 5, null, default);
        var second = await Store.ListAsync(range, 5, first.Continuation, default);
        var third = await Store.ListAsync(range, 5, second.Continuation, default);

        Assert.Equal(["k03", "k04", "k05", "k06", "k07"], first.Documents.Select(d => d.Key.Id));
        Assert.Equal(["k08", "k09", "k10", "k11", "k12"], second.Documents.Select(d => d.Key.Id));
        Assert.Equal(["k13", "k14", "k15", "k16", "k17"], third.Documents.Select(d => d.Key.Id));
        Assert.NotNull(second.Continuation);
        Assert.Null(third.Continuation);
    }

    [StoreFact]
    public async Task Paging_while_others_insert_and_delete_neither_skips_nor_repeats()
    {
        var before = Enumerable.Range(0, 60).Select(i => $"k{i:d3}").ToList();
        await Store.SaveManyAsync([.. before.Select(id => DocumentWrite.Create(Key(id), Json("{}")))], default);

        var seen = new List<string>();
        string? continuation = null;
        do
        {
            var page = await Store.ListAsync(s_all, 7, continuation, default);
            seen.AddRange(page.Documents.Select(d => d.Key.Id));
            continuation = page.Continuation;
            await CreateAsync($"{seen[^1]}-after");
            await CreateAsync($"{seen[0]}-before{seen.Count:d3}");
            await Store.SaveAsync(DocumentWrite.Delete(Key(seen[^1])), default);
        }
        while (continuation is not null);

        Assert.Equal(seen.Distinct(), seen);
        Assert.Empty(before.Except(seen));
    }

    [StoreFact]
    public async Task A_listing_carries_content_and_tags()
    {
        var saved = await CreateAsync("a", """{"n":1}""");

        var listed = Assert.Single(await ListAsync(s_all, 10));

        Assert.Equal(saved.ETag, listed.ETag);
        AssertSame("""{"n":1}""", listed);
        Assert.True((await ReplaceAsync("a", "{}", listed.ETag)).Saved);
    }

    [StoreFact]
    public async Task Limits_outside_1_to_1000_and_bounds_that_are_no_keys_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ListAsync(s_all, 0, null, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ListAsync(s_all, 1_001, null, default));
        await Refused(() => Store.ListAsync(s_all, 1, "not/a/continuation", default));
        await Refused(() => Store.ListAsync(s_all with { From = "a/b" }, 1, null, default));
        await Refused(() => Store.ListAsync(s_all with { To = "" }, 1, null, default));
        await Refused(() => Store.ListAsync(s_all with { Partition = "a b" }, 1, null, default));
    }

    private async Task<IReadOnlyList<Document>> ListAsync(DocumentRange range, int limit)
    {
        var page = await Store.ListAsync(range, limit, null, default);
        Assert.Null(page.Continuation);
        return page.Documents;
    }

    private async Task<List<string>> IdsAsync(DocumentRange range) => [.. (await ListAsync(range, 100)).Select(d => d.Key.Id)];
}
