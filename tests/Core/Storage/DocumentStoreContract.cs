using System.Text;
using System.Text.Json;
using MerchantOps.Storage;

namespace MerchantOps.Tests.Core.Storage;

/// <summary>What the document port promises, whatever keeps the documents. Every adapter derives from it.</summary>
public abstract partial class DocumentStoreContract : IAsyncLifetime
{
    private IDocumentStore? _store;

    protected ManualTime Time { get; } = new();

    private IDocumentStore Store => _store!;

    public async Task InitializeAsync() => _store = await OpenAsync(Time);

    public Task DisposeAsync()
    {
        (_store as IDisposable)?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>An empty store of this test's own.</summary>
    protected abstract Task<IDocumentStore> OpenAsync(TimeProvider time);

    [StoreFact]
    public async Task A_created_document_is_found()
    {
        var saved = await CreateAsync("a", """{"v":1,"total":"12.50"}""");

        var found = await FindAsync("a");

        Assert.Equal(SaveStatus.Saved, saved.Status);
        Assert.Equal(Key("a"), found!.Key);
        Assert.Equal(saved.ETag, found.ETag);
        AssertSame("""{"v":1,"total":"12.50"}""", found);
    }

    [StoreFact]
    public async Task What_is_not_there_is_null()
    {
        await CreateAsync("a");

        Assert.Null(await FindAsync("b"));
        Assert.Null(await Store.FindAsync(Key("a") with { Partition = "other" }, default));
        Assert.Null(await Store.FindAsync(Key("a") with { Container = "others" }, default));
    }

    [StoreFact]
    public async Task Creating_what_is_there_is_a_conflict_and_changes_nothing()
    {
        var first = await CreateAsync("a", """{"n":1}""");

        var second = await CreateAsync("a", """{"n":2}""");

        Assert.Equal(new SaveResult(SaveStatus.Conflict, null), second);
        var found = await FindAsync("a");
        Assert.Equal(first.ETag, found!.ETag);
        AssertSame("""{"n":1}""", found);
    }

    [StoreFact]
    public async Task A_replace_with_the_current_tag_is_saved_and_moves_the_tag()
    {
        var first = await CreateAsync("a", """{"n":1}""");

        var second = await ReplaceAsync("a", """{"n":2}""", first.ETag!);

        var found = await FindAsync("a");
        Assert.True(second.Saved);
        Assert.NotEqual(first.ETag, second.ETag);
        Assert.Equal(second.ETag, found!.ETag);
        AssertSame("""{"n":2}""", found);
    }

    [StoreFact]
    public async Task A_replace_with_a_tag_that_has_moved_is_stale_and_changes_nothing()
    {
        var first = await CreateAsync("a", """{"n":1}""");
        await ReplaceAsync("a", """{"n":2}""", first.ETag!);

        var late = await ReplaceAsync("a", """{"n":3}""", first.ETag!);

        Assert.Equal(new SaveResult(SaveStatus.Stale, null), late);
        AssertSame("""{"n":2}""", await FindAsync("a"));
    }

    [StoreFact]
    public async Task A_replace_of_what_is_not_there_is_stale()
    {
        var other = await CreateAsync("other");

        var result = await ReplaceAsync("a", "{}", other.ETag!);

        Assert.Equal(SaveStatus.Stale, result.Status);
        Assert.Null(await FindAsync("a"));
    }

    [StoreFact]
    public async Task A_tag_from_elsewhere_fits_nothing()
    {
        await CreateAsync("a");

        Assert.Equal(SaveStatus.Stale, (await ReplaceAsync("a", "{}", "not a tag")).Status);
        Assert.Equal(SaveStatus.Stale, (await Store.SaveAsync(DocumentWrite.Delete(Key("a"), "*"), default)).Status);
        Assert.NotNull(await FindAsync("a"));
    }

    [StoreFact]
    public async Task A_tag_of_a_deleted_document_does_not_fit_its_successor()
    {
        var first = await CreateAsync("a");
        await Store.SaveAsync(DocumentWrite.Delete(Key("a")), default);
        await CreateAsync("a");

        var late = await ReplaceAsync("a", "{}", first.ETag!);

        Assert.Equal(SaveStatus.Stale, late.Status);
    }

    [StoreFact]
    public async Task An_upsert_creates_and_overwrites()
    {
        var first = await UpsertAsync("a", """{"n":1}""");
        var second = await UpsertAsync("a", """{"n":2}""");

        Assert.True(first.Saved && second.Saved);
        Assert.NotEqual(first.ETag, second.ETag);
        AssertSame("""{"n":2}""", await FindAsync("a"));
    }

    [StoreFact]
    public async Task An_unconditional_delete_is_saved_whether_or_not_there_is_something()
    {
        await CreateAsync("a");

        var first = await Store.SaveAsync(DocumentWrite.Delete(Key("a")), default);
        var second = await Store.SaveAsync(DocumentWrite.Delete(Key("a")), default);

        Assert.Equal(new SaveResult(SaveStatus.Saved, null), first);
        Assert.Equal(new SaveResult(SaveStatus.Saved, null), second);
        Assert.Null(await FindAsync("a"));
    }

    [StoreFact]
    public async Task A_conditional_delete_needs_the_current_tag()
    {
        var first = await CreateAsync("a");
        var second = await UpsertAsync("a");

        var late = await Store.SaveAsync(DocumentWrite.Delete(Key("a"), first.ETag), default);
        var current = await Store.SaveAsync(DocumentWrite.Delete(Key("a"), second.ETag), default);
        var again = await Store.SaveAsync(DocumentWrite.Delete(Key("a"), second.ETag), default);

        Assert.Equal(SaveStatus.Stale, late.Status);
        Assert.Equal(SaveStatus.Saved, current.Status);
        Assert.Equal(SaveStatus.Stale, again.Status);
    }

    [StoreFact]
    public async Task A_cancelled_call_ends_as_cancelled()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.FindAsync(Key("a"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.FindManyAsync([Key("a")], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.SaveAsync(DocumentWrite.Upsert(Key("a"), Json("{}")), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.SaveManyAsync([DocumentWrite.Upsert(Key("a"), Json("{}"))], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ListAsync(new DocumentRange("orders", "m1"), 10, null, cancelled));
        Assert.Null(await FindAsync("a"));
    }

    private static DocumentKey Key(string id) => new("orders", "m1", id);

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);

    private Task<Document?> FindAsync(string id) => Store.FindAsync(Key(id), default);

    private Task<SaveResult> CreateAsync(string id, string json = "{}", DateTimeOffset? expiresAt = null) =>
        Store.SaveAsync(DocumentWrite.Create(Key(id), Json(json), expiresAt), default);

    private Task<SaveResult> UpsertAsync(string id, string json = "{}", DateTimeOffset? expiresAt = null) =>
        Store.SaveAsync(DocumentWrite.Upsert(Key(id), Json(json), expiresAt), default);

    private Task<SaveResult> ReplaceAsync(string id, string json, string etag) =>
        Store.SaveAsync(DocumentWrite.Replace(Key(id), Json(json), etag), default);

    private static void AssertSame(string expected, Document? actual)
    {
        using var left = JsonDocument.Parse(expected);
        using var right = JsonDocument.Parse(actual!.Json);
        Assert.True(JsonElement.DeepEquals(left.RootElement, right.RootElement), $"expected {expected}, got {Encoding.UTF8.GetString(actual.Json.Span)}");
    }
}
