using MerchantOps.Streaming;

namespace MerchantOps.Tests.Core.Streaming;

public sealed class EventLogCheckpointTests
{
    private static readonly StreamOptions Trimming = new() { KeepAsArchive = false, Partitions = 1 };

    [Fact]
    public async Task A_checkpoint_outlives_the_process_and_belongs_to_its_group_and_partition()
    {
        using var folder = new LogFolder();
        await folder.Log.JoinAsync("decisions", CancellationToken.None);
        await folder.Log.JoinAsync("reports", CancellationToken.None);
        await folder.Log.SaveCheckpointAsync("decisions", 3, 41, CancellationToken.None);

        folder.Reopen();

        Assert.Equal([0, 0, 0, 41, 0, 0, 0, 0], await folder.Log.JoinAsync("decisions", CancellationToken.None));
        Assert.Equal(new long[8], await folder.Log.JoinAsync("reports", CancellationToken.None));
    }

    [Fact]
    public async Task A_checkpoint_never_moves_back()
    {
        using var folder = new LogFolder();
        await folder.Log.JoinAsync("decisions", CancellationToken.None);
        await folder.Log.SaveCheckpointAsync("decisions", 0, 41, CancellationToken.None);

        await folder.Log.SaveCheckpointAsync("decisions", 0, 40, CancellationToken.None);

        Assert.Equal(41, (await folder.Log.JoinAsync("decisions", CancellationToken.None))[0]);
    }

    [Fact]
    public async Task Lag_counts_what_a_group_has_not_consumed()
    {
        using var folder = new LogFolder(new StreamOptions { Partitions = 1 });
        await folder.AppendAsync("acme", "one", "two", "three");
        await folder.Log.JoinAsync("decisions", CancellationToken.None);
        await folder.Log.SaveCheckpointAsync("decisions", 0, 1, CancellationToken.None);

        var known = await folder.Log.LagAsync("decisions", CancellationToken.None);
        var unknown = await folder.Log.LagAsync("nobody", CancellationToken.None);

        Assert.Equal(new PartitionLag(0, 1, 3), known.Single());
        Assert.Equal(2, known.Single().Events);
        Assert.Equal(3, unknown.Single().Events);
    }

    [Fact]
    public async Task Events_are_trimmed_only_behind_the_slowest_group()
    {
        using var folder = new LogFolder(Trimming);
        await folder.Log.JoinAsync("fast", CancellationToken.None);
        await folder.Log.JoinAsync("slow", CancellationToken.None);
        await folder.AppendAsync("acme", "one", "two", "three", "four");

        await folder.Log.SaveCheckpointAsync("slow", 0, 2, CancellationToken.None);
        await folder.Log.SaveCheckpointAsync("fast", 0, 4, CancellationToken.None);

        Assert.Equal(["three", "four"], await folder.ReadAsync("acme"));
    }

    [Fact]
    public async Task Sequences_go_on_after_everything_was_trimmed()
    {
        using var folder = new LogFolder(Trimming);
        await folder.Log.JoinAsync("decisions", CancellationToken.None);
        await folder.AppendAsync("acme", "one", "two");
        await folder.Log.SaveCheckpointAsync("decisions", 0, 2, CancellationToken.None);
        folder.Reopen();

        await folder.AppendAsync("acme", "three");

        var batch = await folder.Log.ReadAsync(0, 2, 10, CancellationToken.None);
        Assert.Equal(3, batch.Records.Single().Sequence);
    }

    [Fact]
    public async Task Trimming_goes_in_small_steps_and_catches_up()
    {
        using var folder = new LogFolder(Trimming);
        await folder.Log.JoinAsync("decisions", CancellationToken.None);
        await folder.AppendAsync("acme", [.. Enumerable.Range(1, 2500).Select(i => $"{i}")]);

        await folder.Log.SaveCheckpointAsync("decisions", 0, 2400, CancellationToken.None);
        var afterOne = await folder.ReadAsync("acme", max: 1);
        await folder.Log.SaveCheckpointAsync("decisions", 0, 2450, CancellationToken.None);
        await folder.Log.SaveCheckpointAsync("decisions", 0, 2500, CancellationToken.None);

        Assert.Equal("1001", afterOne.Single());
        Assert.Equal(["2500"], await folder.ReadAsync("acme"));
    }

    [Fact]
    public async Task An_archive_keeps_what_everybody_has_consumed()
    {
        using var folder = new LogFolder();
        await folder.Log.JoinAsync("decisions", CancellationToken.None);
        await folder.AppendAsync("acme", "one", "two");

        await folder.Log.SaveCheckpointAsync("decisions", folder.PartitionOf("acme"), 2, CancellationToken.None);

        Assert.Equal(["one", "two"], await folder.ReadAsync("acme"));
    }
}
