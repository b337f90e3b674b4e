namespace MerchantOps.Tests.Core;

/// <summary>A clock that stands still until it is moved; its timers fire as it is moved past them. Thread-safe.</summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private TaskCompletionSource _scheduled = NewSignal();
    private DateTimeOffset _now = start;

    public ManualTime()
        : this(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public void Advance(TimeSpan by)
    {
        List<ManualTimer> due;
        lock (_gate)
        {
            _now += by;
            due = _timers.FindAll(timer => timer.DueAt <= _now);
        }

        due.ForEach(timer => timer.Fire());
    }

    /// <summary>Waits until somebody waits for no longer than that.</summary>
    public async Task UntilAwaitedAsync(TimeSpan within)
    {
        while (true)
        {
            Task scheduled;
            lock (_gate)
            {
                if (_timers.Exists(timer => timer.DueAt <= _now + within))
                    return;
                scheduled = _scheduled.Task;
            }

            await scheduled;
        }
    }

    /// <summary>Waits until somebody waits for no longer than that, then advances by it.</summary>
    public async Task AdvanceOnceAwaitedAsync(TimeSpan by)
    {
        await UntilAwaitedAsync(by);
        Advance(by);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;

                (DueAt, _period) = (time._now + dueTime, period);
                time._timers.Add(this);
                time._scheduled.TrySetResult();
                time._scheduled = NewSignal();
            }

            if (dueTime == TimeSpan.Zero)
                Fire();
            return true;
        }

        public void Fire()
        {
            lock (time._gate)
            {
                if (!time._timers.Remove(this))
                    return;
            }

            if (_period > TimeSpan.Zero)
                Change(_period, _period);
            fire();
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
