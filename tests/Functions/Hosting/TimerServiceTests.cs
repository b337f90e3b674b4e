using System.Threading.Channels;
using MerchantOps.Functions.Hosting;
using MerchantOps.Tests.Core;

namespace MerchantOps.Tests.Functions.Hosting;

/// <summary>The local host's timers, on a clock that tests move. It starts at noon.</summary>
public sealed class TimerServiceTests : IDisposable
{
    private readonly ScriptRoot _root = new();
    private readonly ManualTime _time = new();
    private readonly Channel<TimerTick> _ticks = Channel.CreateUnbounded<TimerTick>();
    private Func<Task> _work = () => Task.CompletedTask;

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task A_timer_fires_by_the_schedule_of_its_function_json()
    {
        await using var app = await StartAsync("30 * * * * *");

        await _time.AdvanceOnceAwaitedAsync(TimeSpan.FromSeconds(30));
        var first = await _ticks.Reader.ReadAsync();
        await _time.AdvanceOnceAwaitedAsync(TimeSpan.FromMinutes(1));
        var second = await _ticks.Reader.ReadAsync();

        Assert.Equal([new TimerTick(false, Noon.AddSeconds(30)), new TimerTick(false, Noon.AddSeconds(90))], [first, second]);
    }

    [Fact]
    public async Task A_tick_that_was_missed_comes_late_and_says_so()
    {
        await using var app = await StartAsync("0 * * * * *");
        await _time.UntilAwaitedAsync(TimeSpan.FromMinutes(1));

        _time.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(new TimerTick(true, Noon.AddMinutes(3)), await _ticks.Reader.ReadAsync());
    }

    [Fact]
    public async Task A_failure_is_survived_until_the_next_tick()
    {
        _work = () => throw new InvalidOperationException();
        await using var app = await StartAsync("0 * * * * *");

        await _time.AdvanceOnceAwaitedAsync(TimeSpan.FromMinutes(1));
        await _ticks.Reader.ReadAsync();
        await _time.AdvanceOnceAwaitedAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Noon.AddMinutes(2), (await _ticks.Reader.ReadAsync()).At);
    }

    [Fact]
    public async Task A_failure_is_tried_again_as_function_json_says()
    {
        _work = () => throw new InvalidOperationException();
        await using var app = await StartAsync("0 0 * * * *", """{"strategy":"fixedDelay","maxRetryCount":1,"delayInterval":"00:00:10"}""");

        await _time.AdvanceOnceAwaitedAsync(TimeSpan.FromHours(1));
        await _ticks.Reader.ReadAsync();
        await _time.AdvanceOnceAwaitedAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(Noon.AddHours(1).AddSeconds(10), (await _ticks.Reader.ReadAsync()).At);
    }

    [Fact]
    public async Task A_timer_never_runs_twice_at_a_time()
    {
        var done = new TaskCompletionSource();
        _work = () => done.Task;
        await using var app = await StartAsync("0 * * * * *");
        await _time.AdvanceOnceAwaitedAsync(TimeSpan.FromMinutes(1));
        await _ticks.Reader.ReadAsync();

        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.False(_ticks.Reader.TryRead(out _));
        done.SetResult();
        await _time.AdvanceOnceAwaitedAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Noon.AddMinutes(4), (await _ticks.Reader.ReadAsync()).At);
    }

    [Fact]
    public async Task A_schedule_may_be_a_setting()
    {
        await using var app = await StartAsync("%Nightly__Schedule%", settings: [("Nightly:Schedule", "0 30 12 * * *")]);

        await _time.AdvanceOnceAwaitedAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(Noon.AddMinutes(30), (await _ticks.Reader.ReadAsync()).At);
    }

    [Fact]
    public async Task A_timer_that_is_disabled_or_lacks_its_setting_does_not_hinder_the_others()
    {
        _root.Timer("Off", "* * * * * *").Timer("Unset", "%Missing%").Timer("On", "0 * * * * *");
        var table = new FunctionTable([], [], [new("Off", Fail), new("Unset", Fail), new("On", TickAsync)]);
        await using var app = await RunningApp.LocalAsync(table, _root.Path, _time, [.. RunningApp.WithoutEmbeddedLog, ("AzureWebJobs.Off.Disabled", "true")]);

        await _time.AdvanceOnceAwaitedAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Noon.AddMinutes(1), (await _ticks.Reader.ReadAsync()).At);
    }

    private static DateTimeOffset Noon => new ManualTime().GetUtcNow();

    private static Task Fail(TimerTick tick, IServiceProvider services, CancellationToken ct) => throw new InvalidOperationException("It must not fire.");

    private Task<RunningApp> StartAsync(string schedule, string retry = "null", params (string, string)[] settings)
    {
        _root.Timer("Work", schedule, retry);
        return RunningApp.LocalAsync(
            new FunctionTable([], [], [new("Work", TickAsync)]), _root.Path, _time, [.. RunningApp.WithoutEmbeddedLog, .. settings]);
    }

    private Task TickAsync(TimerTick tick, IServiceProvider services, CancellationToken ct)
    {
        _ticks.Writer.TryWrite(tick);
        return _work();
    }
}
