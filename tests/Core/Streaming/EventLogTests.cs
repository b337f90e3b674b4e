using MerchantOps.Errors;
using MerchantOps.Storage;
using MerchantOps.Streaming;
using MerchantOps.Streaming.Embedded;

namespace MerchantOps.Tests.Core.Streaming;

public sealed class EventLogTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Events_of_a_key_are_read_in_the_order_in_which_they_were_appended()
    {
        await _folder.AppendAsync("acme", "one", "two");
        await _folder.AppendAsync("acme", "three");

        var read = await _folder.ReadAsync("acme");

        Assert.Equal(["one", "two", "three"], read);
    }

    [Fact]
    public async Task Sequences_start_at_one_and_have_no_gaps()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => _folder.AppendAsync("acme", $"a{i}", $"b{i}")));

        var batch = await _folder.Log.ReadAsync(_folder.PartitionOf("acme"), 0, 1000, CancellationToken.None);

        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), batch.Records.Select(record => record.Sequence));
    }

    [Fact]
    public async Task The_events_of_one_call_stay_together_in_order_under_concurrent_callers()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => _folder.AppendAsync("acme", $"{i}/1", $"{i}/2", $"{i}/3")));

        var read = await _folder.ReadAsync("acme");

        Assert.Equal(300, read.Count);
        Assert.All(read.Chunk(3), call => Assert.Equal([$"{call[0].Split('/')[0]}/1", $"{call[0].Split('/')[0]}/2", $"{call[0].Split('/')[0]}/3"], call));
    }

    [Fact]
    public async Task A_body_comes_back_byte_for_byte_whatever_it_is()
    {
        byte[][] bodies = [[], [0], [0xff, 0xfe, 0x00, 0xc3, 0x28], new byte[StreamEvent.MaxBytes]];

        await _folder.Log.AppendAsync([.. bodies.Select(body => new StreamEvent("acme", body))], CancellationToken.None);

        var batch = await _folder.Log.ReadAsync(_folder.PartitionOf("acme"), 0, 10, CancellationToken.None);
        Assert.Equal(bodies, batch.Records.Select(record => record.Body.ToArray()));
    }

    [Fact]
    public async Task One_event_that_is_too_large_refuses_the_whole_call()
    {
        StreamEvent[] events = [LogFolder.Event("acme", "small"), new("acme", new byte[StreamEvent.MaxBytes + 1])];

        var refusal = await Assert.ThrowsAsync<TooLargeException>(() => _folder.Log.AppendAsync(events, CancellationToken.None));

        Assert.Equal("event-too-large", refusal.Code);
        Assert.Empty(await _folder.ReadAsync("acme"));
    }

    [Fact]
    public async Task A_buffer_may_be_used_again_as_soon_as_the_call_has_been_given_up()
    {
        var buffer = "first"u8.ToArray();
        using var giveUp = new CancellationTokenSource();
        var append = _folder.Log.AppendAsync([new("acme", buffer)], giveUp.Token);
        buffer.AsSpan().Fill((byte)'x');
        await giveUp.CancelAsync();
        await append.WaitAsync(CancellationToken.None).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

        await _folder.AppendAsync("acme", "second");

        Assert.Equal(["first", "second"], await _folder.ReadAsync("acme"));
    }

    [Fact]
    public async Task A_batch_is_bounded_in_bytes_but_never_empty()
    {
        var large = new byte[StreamEvent.MaxBytes];
        await _folder.Log.AppendAsync([.. Enumerable.Repeat(new StreamEvent("acme", large), 12)], CancellationToken.None);

        var batch = await _folder.Log.ReadAsync(_folder.PartitionOf("acme"), 0, 256, CancellationToken.None);

        Assert.InRange(batch.Records.Count, 1, 6);
    }

    [Fact]
    public async Task Everything_is_there_after_closing_and_opening_again_and_sequences_go_on()
    {
        await _folder.AppendAsync("acme", "one", "two");
        _folder.Reopen();

        await _folder.AppendAsync("acme", "three");

        Assert.Equal(["two", "three"], await _folder.ReadAsync("acme", after: 1));
        Assert.Equal("events/" + _folder.PartitionOf("acme") + "/1", _folder.Log.SourceOf(_folder.PartitionOf("acme")).Name);
    }

    [Fact]
    public async Task Enqueued_times_never_fall_even_when_the_clock_is_set_back()
    {
        await _folder.AppendAsync("acme", "one");
        var first = _folder.Time.GetUtcNow();
        _folder.Time.Advance(TimeSpan.FromHours(-1));
        _folder.Reopen();

        await _folder.AppendAsync("acme", "two");

        var batch = await _folder.Log.ReadAsync(_folder.PartitionOf("acme"), 0, 10, CancellationToken.None);
        Assert.Equal([first, first], batch.Records.Select(record => record.EnqueuedAt));
    }

    [Fact]
    public async Task Waiting_returns_once_there_is_a_later_event()
    {
        var partition = _folder.PartitionOf("acme");
        await _folder.AppendAsync("acme", "one");
        var waiting = _folder.Log.WaitAsync(partition, 1, CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        await _folder.AppendAsync("acme", "two");

        await waiting;
        await _folder.Log.WaitAsync(partition, 1, CancellationToken.None);
    }

    [Fact]
    public void A_second_owner_of_the_file_is_refused_and_the_file_is_free_after_closing()
    {
        Assert.Throws<StoreInUseException>(_folder.Open);

        _folder.Reopen();
    }

    [Fact]
    public async Task A_log_keeps_the_number_of_partitions_it_was_made_with()
    {
        await _folder.AppendAsync("acme", "one");
        _folder.Options.Partitions = 3;

        _folder.Reopen();

        Assert.Equal(8, _folder.Log.Partitions);
        Assert.Equal(["one"], await _folder.ReadAsync("acme"));
    }

    [Fact]
    public async Task A_closed_log_is_unavailable()
    {
        _folder.Log.Dispose();

        await Assert.ThrowsAsync<UnavailableException>(() => _folder.AppendAsync("acme", "late"));
        await Assert.ThrowsAsync<UnavailableException>(() => _folder.ReadAsync("acme"));
    }

    // The hash is part of the file format: other values would tear a merchant's events apart.
    [Theory]
    [InlineData("acme", 8, 4)]
    [InlineData("globex", 8, 1)]
    [InlineData("商店", 8, 3)]
    [InlineData("", 8, 1)]
    public void A_key_goes_to_the_same_partition_for_ever(string key, int partitions, int expected) =>
        Assert.Equal(expected, Partitioner.Of(key, partitions));

    [Fact]
    public void Keys_spread_evenly()
    {
        var counts = Enumerable.Range(0, 8000).CountBy(i => Partitioner.Of($"merchant-{i}", 8)).ToDictionary();

        Assert.Equal(8, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1150));
    }
}
