using MerchantOps.Storage;

namespace MerchantOps.Tests.Core.Storage;

/// <summary>A document that has expired is as good as gone, removed or not.</summary>
public abstract partial class DocumentStoreContract
{
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(5);

    [StoreFact]
    public async Task A_document_is_seen_until_it_expires_and_not_from_then_on()
    {
        await CreateAsync("a", "{}", Time.GetUtcNow() + s_life);
        await CreateAsync("b");

        Time.Advance(s_life - TimeSpan.FromMilliseconds(1));
        var before = await Store.FindManyAsync([Key("a"), Key("b")], default);
        Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.All(before, Assert.NotNull);
        Assert.Null(await FindAsync("a"));
        Assert.Equal([null, "b"], (await Store.FindManyAsync([Key("a"), Key("b")], default)).Select(d => d?.Key.Id));
        Assert.Equal(["b"], await IdsAsync(s_all));
    }

    [StoreFact]
    public async Task Expired_documents_take_no_place_on_a_page()
    {
        for (var i = 0; i < 10; i++)
            await CreateAsync($"k{i}", "{}", i % 2 == 0 ? Time.GetUtcNow() + s_life : null);
        Time.Advance(s_life);

        var page = await Store.ListAsync(s_all, 5, null, default);

        Assert.Equal(["k1", "k3", "k5", "k7", "k9"], page.Documents.Select(d => d.Key.Id));
        Assert.Null(page.Continuation);
    }

    [StoreFact]
    public async Task What_has_expired_can_be_created_anew()
    {
        await CreateAsync("a", """{"n":1}""", Time.GetUtcNow() + s_life);
        Time.Advance(s_life);

        var result = await CreateAsync("a", """{"n":2}""");

        Assert.True(result.Saved);
        AssertSame("""{"n":2}""", await FindAsync("a"));
    }

    [StoreFact]
    public async Task What_has_expired_can_be_neither_replaced_nor_deleted_by_its_tag()
    {
        var saved = await CreateAsync("a", "{}", Time.GetUtcNow() + s_life);
        var found = await FindAsync("a");
        Time.Advance(s_life);

        Assert.Equal(saved.ETag, found!.ETag);
        Assert.Equal(SaveStatus.Stale, (await ReplaceAsync("a", "{}", found.ETag)).Status);
        Assert.Equal(SaveStatus.Stale, (await Store.SaveAsync(DocumentWrite.Delete(Key("a"), found.ETag), default)).Status);
    }

    [StoreFact]
    public async Task A_later_write_sets_the_expiry_anew()
    {
        var first = await CreateAsync("a", "{}", Time.GetUtcNow() + s_life);
        await ReplaceAsync("a", "{}", first.ETag!);
        await UpsertAsync("b", "{}", Time.GetUtcNow() + s_life);
        await UpsertAsync("b", "{}", Time.GetUtcNow() + s_life + s_life);

        Time.Advance(s_life);

        Assert.NotNull(await FindAsync("a"));
        Assert.NotNull(await FindAsync("b"));
        Time.Advance(s_life);
        Assert.NotNull(await FindAsync("a"));
        Assert.Null(await FindAsync("b"));
    }

    [StoreFact]
    public async Task What_is_written_already_expired_is_never_seen()
    {
        var result = await CreateAsync("a", "{}", Time.GetUtcNow());

        Assert.True(result.Saved);
        Assert.Null(await FindAsync("a"));
    }
}
