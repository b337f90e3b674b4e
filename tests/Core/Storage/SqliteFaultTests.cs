using System.Text;
using MerchantOps.Errors;
using MerchantOps.Storage;
using MerchantOps.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace MerchantOps.Tests.Core.Storage;

/// <summary>A full, locked, damaged or foreign file: a clear error, nothing half-done, and work goes on once it is mended.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(10);

    private readonly TempFolder _folder = new();
    private readonly StoreMetrics _metrics = new();
    private readonly ManualTime _time = new();

    private string File => _folder.File("documents.db");

    public void Dispose()
    {
        _metrics.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_write_to_a_file_that_stays_locked_is_unavailable_at_its_deadline_and_never_carried_out()
    {
        using var store = Open();
        await store.SaveAsync(Upsert("before"), default);
        using var foreign = Lock();

        var late = store.SaveAsync(Upsert("late"), default);
        await _time.AdvanceOnceAwaitedAsync(s_deadline);
        await Assert.ThrowsAsync<UnavailableException>(() => late);
        var readable = await store.FindAsync(Key("before"), default);
        Execute(foreign, "ROLLBACK");
        await store.SaveAsync(Upsert("after"), default);

        Assert.NotNull(readable);
        Assert.Null(await store.FindAsync(Key("late"), default));
        Assert.NotNull(await store.FindAsync(Key("after"), default));
    }

    [Fact]
    public async Task A_write_outlasts_a_lock_that_passes()
    {
        using var store = Open();
        store.Open();
        using var foreign = Lock();

        var call = store.SaveAsync(Upsert("a"), default);
        Execute(foreign, "ROLLBACK");

        Assert.True((await call).Saved);
    }

    [Fact]
    public async Task A_full_store_refuses_writes_whole_goes_on_reading_and_takes_writes_again_once_there_is_room()
    {
        using var store = Open(maxBytes: 1 << 20);
        await store.SaveManyAsync([.. Enumerable.Range(0, 9).Select(i => Upsert($"k{i}", 100_000))], default);
        var many = Enumerable.Range(0, 5).Select(i => Upsert($"late{i}", 100_000)).ToList();

        var fault = await Assert.ThrowsAsync<UnavailableException>(() => store.SaveManyAsync(many, default));
        var halfDone = await store.FindManyAsync([.. many.Select(w => w.Key)], default);
        var before = await store.FindAsync(Key("k0"), default);
        await store.SaveManyAsync([.. Enumerable.Range(0, 5).Select(i => DocumentWrite.Delete(Key($"k{i}")))], default);

        Assert.Contains("cannot grow", fault.Message, StringComparison.Ordinal);
        Assert.All(halfDone, Assert.Null);
        Assert.NotNull(before);
        Assert.All(await store.SaveManyAsync(many, default), r => Assert.True(r.Saved));
    }

    [Fact]
    public async Task A_write_that_does_not_fit_does_not_take_others_of_its_group_with_it()
    {
        using var store = Open(maxBytes: 1 << 20);
        await store.SaveManyAsync([.. Enumerable.Range(0, 9).Select(i => Upsert($"k{i}", 100_000))], default);
        using var foreign = Lock();

        var first = store.SaveAsync(Upsert("small"), default);
        var tooMuch = store.SaveManyAsync([.. Enumerable.Range(0, 5).Select(i => Upsert($"late{i}", 100_000))], default);
        var other = store.SaveAsync(Upsert("other"), default);
        Execute(foreign, "ROLLBACK");

        await Assert.ThrowsAsync<UnavailableException>(() => tooMuch);
        Assert.True((await first).Saved && (await other).Saved);
        Assert.NotNull(await store.FindAsync(Key("other"), default));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_called_damaged()
    {
        await System.IO.File.WriteAllTextAsync(File, new string('x', 10_000));
        using var store = Open();

        var fault = await Assert.ThrowsAsync<StoreDamagedException>(() => store.FindAsync(Key("a"), default));

        Assert.Contains(File, fault.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreDamagedException>(() => store.SaveAsync(Upsert("a"), default));
    }

    [Fact]
    public async Task Damaged_pages_are_called_so_when_they_are_read_or_written()
    {
        using (var store = Open())
            await store.SaveManyAsync([.. Enumerable.Range(0, 100).Select(i => Upsert($"k{i:d3}", 2_000))], default);
        await using (var file = System.IO.File.OpenWrite(File))
        {
            file.Position = 4_096;
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, (int)file.Length - 4_096).ToArray());
        }

        using var damaged = Open();

        await Assert.ThrowsAsync<StoreDamagedException>(() => damaged.FindAsync(Key("k050"), default));
        await Assert.ThrowsAsync<StoreDamagedException>(() => damaged.SaveAsync(Upsert("k050"), default));
    }

    [Fact]
    public async Task A_path_that_cannot_be_opened_is_unavailable_until_it_can()
    {
        Directory.CreateDirectory(File);
        using var store = Open();

        await Assert.ThrowsAsync<UnavailableException>(() => store.FindAsync(Key("a"), default));
        Directory.Delete(File);

        Assert.True((await store.SaveAsync(Upsert("a"), default)).Saved);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_left_alone()
    {
        using (var foreign = Connect())
            Execute(foreign, "PRAGMA user_version = 99");
        using var store = Open();

        var fault = await Assert.ThrowsAsync<NotSupportedException>(() => store.FindAsync(Key("a"), default));

        Assert.Contains("newer version", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_stores_of_one_process_cannot_have_the_same_file()
    {
        using var first = Open();
        first.Open();
        using var second = Open();

        var refusal = Assert.Throws<StoreInUseException>(second.Open);

        Assert.Equal(Environment.ProcessId, refusal.ProcessId);
    }

    [Fact]
    public async Task Documents_and_tags_outlive_the_store_and_a_tag_never_comes_back()
    {
        SaveResult kept, deleted;
        using (var store = Open())
        {
            kept = await store.SaveAsync(Upsert("kept"), default);
            deleted = await store.SaveAsync(Upsert("deleted"), default);
            await store.SaveAsync(DocumentWrite.Delete(Key("deleted")), default);
        }

        using var reopened = Open();

        Assert.Equal(kept.ETag, (await reopened.FindAsync(Key("kept"), default))!.ETag);
        Assert.NotEqual(deleted.ETag, (await reopened.SaveAsync(Upsert("deleted"), default)).ETag);
    }

    [Fact]
    public async Task Disposing_carries_out_what_is_queued_and_then_refuses_calls()
    {
        var store = Open();
        var calls = Enumerable.Range(0, 50).Select(i => store.SaveAsync(Upsert($"k{i}"), default)).ToList();

        store.Dispose();

        Assert.All(await Task.WhenAll(calls), r => Assert.True(r.Saved));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.FindAsync(Key("k0"), default));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.SaveAsync(Upsert("k0"), default));
    }

    [Fact]
    public async Task Expired_documents_are_removed_with_a_later_write()
    {
        using var store = Open();
        await store.SaveManyAsync([.. Enumerable.Range(0, 700).Select(i => DocumentWrite.Create(Key($"k{i}"), "{}"u8.ToArray(), _time.GetUtcNow().AddMinutes(1)))], default);

        _time.Advance(TimeSpan.FromMinutes(5));
        await store.SaveAsync(Upsert("a"), default);
        await store.SaveAsync(Upsert("b"), default);

        using var foreign = Connect();
        using var count = foreign.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM documents";
        Assert.Equal(2L, count.ExecuteScalar());
    }

    private SqliteDocumentStore Open(long maxBytes = 1L << 40) =>
        new(File, new StoreOptions { Deadline = s_deadline }, new SqliteStoreOptions { MaxBytes = maxBytes }, _metrics, _time);

    /// <summary>Another program that has begun to write, and holds the lock until told to roll back.</summary>
    private SqliteConnection Lock()
    {
        var connection = Connect();
        Execute(connection, "BEGIN IMMEDIATE");
        return connection;
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static DocumentKey Key(string id) => new("orders", "m1", id);

    private static DocumentWrite Upsert(string id, int bytes = 0) =>
        DocumentWrite.Upsert(Key(id), Encoding.UTF8.GetBytes($$"""{"text":"{{new string('x', bytes)}}"}"""));
}
