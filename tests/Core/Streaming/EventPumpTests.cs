using System.Collections.Concurrent;
using MerchantOps.Streaming;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MerchantOps.Tests.Core.Streaming;

public sealed class EventPumpTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly LogFolder _folder = new(new StreamOptions { Partitions = 4 });
    private readonly ConcurrentQueue<string> _delivered = [];
    private CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _stop.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Events_reach_the_handler_in_order_in_batches_of_one_partition()
    {
        await AppendAsync(10);

        await PumpAsync(RetryPolicy.None, StopAt(10), maxBatchSize: 4);

        Assert.Equal(["1 2 3 4", "5 6 7 8", "9 10"], _delivered);
        Assert.Equal(0, await LagAsync());
    }

    [Fact]
    public async Task Events_that_come_while_it_runs_are_delivered()
    {
        var pumping = PumpAsync(RetryPolicy.None, StopAt(2));

        await _folder.AppendAsync("acme", "1");
        await _folder.AppendAsync("acme", "2");

        await pumping;
        Assert.Equal("1 2", string.Join(' ', _delivered));
    }

    [Fact]
    public async Task What_comes_within_the_pace_is_taken_together()
    {
        await _folder.AppendAsync("acme", "1");
        var pumping = PumpAsync(RetryPolicy.None, StopAt(3), pace: 2 * Second);
        await _folder.Time.UntilAwaitedAsync(2 * Second);

        await _folder.AppendAsync("acme", "2");
        await _folder.AppendAsync("acme", "3");
        _folder.Time.Advance(2 * Second);

        await pumping;
        Assert.Equal(["1", "2 3"], _delivered);
    }

    [Fact]
    public async Task After_a_full_batch_the_next_one_does_not_wait()
    {
        await AppendAsync(3);

        await PumpAsync(RetryPolicy.None, StopAt(3), maxBatchSize: 2, pace: TimeSpan.FromHours(1));

        Assert.Equal(["1 2", "3"], _delivered);
    }

    [Fact]
    public async Task Partitions_run_side_by_side()
    {
        string[] keys = [.. Enumerable.Range(0, 100).Select(i => $"m{i}").DistinctBy(_folder.PartitionOf)];
        foreach (var key in keys)
            await _folder.AppendAsync(key, key);
        using var all = new CountdownEvent(4);
        var everybodyIsThere = new TaskCompletionSource();

        await PumpAsync(RetryPolicy.None, async (_, _) =>
        {
            if (all.Signal())
                everybodyIsThere.SetResult();
            await everybodyIsThere.Task;
            await _stop.CancelAsync();
        });

        Assert.Equal(0, await LagAsync());
    }

    [Fact]
    public async Task A_partition_has_one_batch_at_a_time()
    {
        await AppendAsync(50);
        var inside = 0;
        var most = 0;

        await PumpAsync(RetryPolicy.None, async (batch, ct) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            await StopAt(50)(batch, ct);
        }, maxBatchSize: 1);

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task It_goes_on_behind_the_checkpoint_of_its_group()
    {
        await AppendAsync(3);
        await PumpAsync(RetryPolicy.None, StopAt(3));
        _folder.Reopen();
        await _folder.AppendAsync("acme", "4");
        _delivered.Clear();
        _stop.Dispose();
        _stop = new CancellationTokenSource();

        await PumpAsync(RetryPolicy.None, StopAt(4));

        Assert.Equal(["4"], _delivered);
    }

    [Fact]
    public async Task A_failed_batch_comes_again_after_the_fixed_delay()
    {
        await AppendAsync(2);
        var failures = 0;

        var pumping = PumpAsync(RetryPolicy.FixedDelay(-1, 5 * Second), (batch, ct) => ++failures <= 3 ? throw new InvalidOperationException("down") : StopAt(2)(batch, ct));
        for (var i = 0; i < 3; i++)
            await _folder.Time.AdvanceOnceAwaitedAsync(5 * Second);

        await pumping;
        Assert.Equal(["1 2"], _delivered);
        Assert.Equal(0, await LagAsync());
    }

    [Fact]
    public async Task A_batch_whose_retries_are_used_up_is_passed_over_and_said_so()
    {
        await AppendAsync(2);
        var logger = new RecordingLogger();
        var tries = 0;

        var pumping = PumpAsync(
            RetryPolicy.FixedDelay(2, Second), (batch, ct) => batch.Records[0].Sequence == 1 && ++tries > 0 ? throw new InvalidOperationException("bad") : StopAt(2)(batch, ct),
            maxBatchSize: 1, logger);
        await _folder.Time.AdvanceOnceAwaitedAsync(Second);
        await _folder.Time.AdvanceOnceAwaitedAsync(Second);

        await pumping;
        Assert.Equal(3, tries);
        Assert.Equal(["2"], _delivered);
        Assert.Contains("GIVEN UP", Assert.Single(logger.Critical), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_is_cancelled_at_its_deadline_and_tried_again()
    {
        await AppendAsync(1);
        var calls = 0;

        var pumping = PumpAsync(RetryPolicy.FixedDelay(-1, Second), async (batch, ct) =>
        {
            if (++calls == 1)
                await Task.Delay(Timeout.InfiniteTimeSpan, ct);
            await StopAt(1)(batch, ct);
        }, deadline: 10 * Second);
        await _folder.Time.AdvanceOnceAwaitedAsync(10 * Second);
        await _folder.Time.AdvanceOnceAwaitedAsync(Second);

        await pumping;
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task A_stop_leaves_no_checkpoint_for_an_unfinished_batch()
    {
        await AppendAsync(3);

        await PumpAsync(RetryPolicy.FixedDelay(-1, Second), async (_, ct) =>
        {
            await _stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
        });

        Assert.Equal(3, await LagAsync());
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_retry()
    {
        await AppendAsync(3);

        await PumpAsync(RetryPolicy.FixedDelay(-1, TimeSpan.FromHours(1)), async (_, _) =>
        {
            await _stop.CancelAsync();
            throw new InvalidOperationException("down");
        });

        Assert.Equal(3, await LagAsync());
    }

    [Fact]
    public async Task A_batch_finished_during_the_stop_keeps_its_checkpoint()
    {
        await AppendAsync(3);

        await PumpAsync(RetryPolicy.None, (_, _) => _stop.CancelAsync());

        Assert.Equal(0, await LagAsync());
    }

    [Fact]
    public async Task A_closed_log_is_waited_for_until_the_stop()
    {
        _folder.Log.Dispose();

        var pumping = PumpAsync(RetryPolicy.None, StopAt(1));
        await _folder.Time.AdvanceOnceAwaitedAsync(Second);
        await _stop.CancelAsync();

        await pumping;
        Assert.Empty(_delivered);
    }

    private Task AppendAsync(int events) => _folder.AppendAsync("acme", [.. Enumerable.Range(1, events).Select(i => $"{i}")]);

    private async Task<long> LagAsync() => (await _folder.Log.LagAsync("tests", CancellationToken.None)).Sum(lag => lag.Events);

    /// <summary>Takes note of each batch, and stops once the event with that text has come.</summary>
    private Func<EventBatch, CancellationToken, Task> StopAt(int last) => async (batch, _) =>
    {
        _delivered.Enqueue(string.Join(' ', batch.Records.Select(LogFolder.Text)));
        if (LogFolder.Text(batch.Records[^1]) == $"{last}")
            await _stop.CancelAsync();
    };

    private Task PumpAsync(
        RetryPolicy retry, Func<EventBatch, CancellationToken, Task> handler, int maxBatchSize = 256, ILogger<EventPump>? logger = null, TimeSpan? deadline = null,
        TimeSpan pace = default)
    {
        var options = new PumpOptions("tests", retry) { MaxBatchSize = maxBatchSize, Deadline = deadline ?? TimeSpan.FromMinutes(4), Pace = pace };
        return new EventPump(_folder.Log, options, handler, _folder.Time, logger ?? NullLogger<EventPump>.Instance).RunAsync(_stop.Token);
    }

    private sealed class RecordingLogger : ILogger<EventPump>
    {
        public ConcurrentQueue<string> Critical { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Critical)
                Critical.Enqueue(formatter(state, exception));
        }
    }
}
