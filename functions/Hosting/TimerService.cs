using MerchantOps.Streaming;

namespace MerchantOps.Functions.Hosting;

/// <summary>Fires the timer functions of the local host, each one on its own and never twice at a time.</summary>
internal sealed class TimerService(
    FunctionTable table, IReadOnlyList<FunctionFile> files, IServiceProvider services, IConfiguration configuration, TimeProvider time, ILogger<TimerService> logger)
    : BackgroundService
{
    /// <summary>No timer of the framework waits longer than 49 days.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>A tick this late was missed, for example while the machine slept.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        from function in table.Timers
        join file in files on function.Name equals file.Name
        where FunctionSettings.IsEnabled(configuration, function.Name)
        let schedule = FunctionSettings.Resolve(configuration, ((TimerTrigger)file.Trigger).Schedule)
        where schedule is not null
        select KeepFiringAsync(function, CronSchedule.Parse(schedule), file.Retry, stoppingToken));

    private async Task KeepFiringAsync(TimerFunction function, CronSchedule schedule, RetryPolicy retry, CancellationToken ct)
    {
        for (var due = schedule.Next(time.GetUtcNow()); due is not null; due = schedule.Next(time.GetUtcNow()))
        {
            for (var wait = due.Value - time.GetUtcNow(); wait > TimeSpan.Zero; wait = due.Value - time.GetUtcNow())
                await Task.Delay(wait < LongestWait ? wait : LongestWait, time, ct);
            await FireAsync(function, retry, time.GetUtcNow() - due.Value > Late, ct);
        }
    }

    private async Task FireAsync(TimerFunction function, RetryPolicy retry, bool isPastDue, CancellationToken ct)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await CallDeadline.KeepAsync(
                    CallDeadline.Trigger, time, token => function.Door(new TimerTick(isPastDue, time.GetUtcNow()), services, token), ct);
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                logger.LogError(e, "Timer {Function} failed", function.Name);
                if (!retry.Allows(failures))
                    return;
                await Task.Delay(retry.DelayAfter(failures), time, ct);
            }
        }
    }
}
