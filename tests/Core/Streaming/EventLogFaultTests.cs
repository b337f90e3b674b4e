using MerchantOps.Errors;
using MerchantOps.Storage;
using MerchantOps.Streaming;
using MerchantOps.Streaming.Embedded;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace MerchantOps.Tests.Core.Streaming;

public sealed class EventLogFaultTests
{
    [Fact]
    public async Task A_full_log_is_unavailable_and_takes_events_again_once_there_is_room()
    {
        using var folder = new LogFolder(new StreamOptions { Partitions = 1, KeepAsArchive = false, MaxLogBytes = 1 << 20 });
        await folder.Log.JoinAsync("decisions", CancellationToken.None);
        var taken = 0;
        var full = await Assert.ThrowsAsync<UnavailableException>(async () =>
        {
            for (; ; taken++)
                await folder.AppendAsync("acme", new string('x', 10_000));
        });
        Assert.Contains("full", full.Message, StringComparison.Ordinal);

        await folder.Log.SaveCheckpointAsync("decisions", 0, taken, CancellationToken.None);
        await folder.AppendAsync("acme", "room again");

        var last = Assert.Single((await folder.Log.ReadAsync(0, taken, 10, CancellationToken.None)).Records);
        Assert.Equal((taken + 1, "room again"), (last.Sequence, LogFolder.Text(last)));
    }

    [Fact]
    public async Task A_locked_log_is_unavailable_for_writing_only_and_works_again_without_a_gap()
    {
        using var folder = new LogFolder();
        await folder.AppendAsync("acme", "one");
        await using (var other = Lock(folder))
        {
            var locked = await Assert.ThrowsAsync<UnavailableException>(() => folder.AppendAsync("acme", "two"));
            Assert.Contains("locked", locked.Message, StringComparison.Ordinal);
            Assert.Equal(["one"], await folder.ReadAsync("acme"));
        }

        await folder.AppendAsync("acme", "three");

        var batch = await folder.Log.ReadAsync(folder.PartitionOf("acme"), 0, 10, CancellationToken.None);
        Assert.Equal([(1, "one"), (2, "three")], batch.Records.Select(record => (record.Sequence, LogFolder.Text(record))));
    }

    [Fact]
    public async Task An_append_that_takes_too_long_is_unavailable_at_its_deadline()
    {
        using var folder = new LogFolder();
        await using var other = Lock(folder);
        var appending = folder.AppendAsync("acme", "one");

        await folder.Time.AdvanceOnceAwaitedAsync(folder.Options.Deadline);

        await Assert.ThrowsAsync<UnavailableException>(() => appending);
    }

    [Fact]
    public async Task Closing_under_load_keeps_all_that_was_acknowledged_and_refuses_the_rest()
    {
        using var folder = new LogFolder(new StreamOptions { Partitions = 1 });
        var acknowledged = 0;
        var callers = Enumerable.Range(0, 8).Select(async _ =>
        {
            await Task.Yield();
            try
            {
                while (true)
                {
                    await folder.AppendAsync("acme", "event");
                    if (Interlocked.Increment(ref acknowledged) == 500)
                        folder.Log.Dispose();
                }
            }
            catch (UnavailableException)
            {
            }
        }).ToList();

        await Task.WhenAll(callers);
        folder.Reopen();

        Assert.Equal(acknowledged, (await folder.ReadAsync("acme", max: 100_000)).Count);
    }

    [Fact]
    public async Task A_file_that_is_no_log_is_said_to_be_damaged()
    {
        using var folder = new LogFolder();
        folder.Log.Dispose();
        await File.WriteAllTextAsync(folder.Path, new string('x', 5000));

        Assert.Throws<StoreDamagedException>(folder.Open);
    }

    [Fact]
    public void A_file_of_a_newer_version_is_refused()
    {
        using var folder = new LogFolder();
        folder.Log.Dispose();
        Execute(folder, "PRAGMA user_version = 2").Dispose();

        Assert.Throws<NotSupportedException>(folder.Open);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_not_taken_for_another_owner()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString(), "events.db");

        Assert.Throws<DirectoryNotFoundException>(() => EventLog.Open(path, new StreamOptions(), TimeProvider.System, NullLogger<EventLog>.Instance));
    }

    /// <summary>Another program that holds the file's write lock until it is disposed.</summary>
    private static SqliteConnection Lock(LogFolder folder) => Execute(folder, "BEGIN IMMEDIATE");

    private static SqliteConnection Execute(LogFolder folder, string sql)
    {
        var connection = new SqliteConnection($"Data Source={folder.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        return connection;
    }
}
