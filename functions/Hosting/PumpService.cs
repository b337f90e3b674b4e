using MerchantOps.Streaming;
using MerchantOps.Streaming.Embedded;

namespace MerchantOps.Functions.Hosting;

/// <summary>
/// Pumps the embedded event log through the batch functions, as the Functions host does it with an event hub. Runs in both modes,
/// because no host knows the embedded log. The log opens here, after the start: a fault in that ends the program.
/// </summary>
internal sealed class PumpService(FunctionTable table, HostSettings settings, IConfiguration configuration, IHostApplicationLifetime lifetime, IServiceProvider services)
    : BackgroundService
{
    /// <summary>Signals are this late at most, and a busy minute costs ten batches a second and partition, not hundreds.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>The consumer group of the functions.</summary>
    public const string Consumers = "functions";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        var log = services.GetRequiredService<EventLog>();
        await Task.WhenAll(
            from function in table.Events
            where FunctionSettings.IsEnabled(configuration, function.Name)
            let file = FunctionFile.Read(Path.Combine(settings.ScriptRoot, function.Name))
            select PumpOf(log, function, file).RunAsync(stoppingToken));
    }

    /// <summary>A fault before the program has started would cancel the start, and hide behind that.</summary>
    private async Task StartedAsync(CancellationToken ct)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(ct);
    }

    private EventPump PumpOf(EventLog log, EventFunction function, FunctionFile file) => new(
        log,
        new PumpOptions(Consumers, file.Retry) { Deadline = CallDeadline.Trigger, Pace = Pace },
        (batch, ct) => function.Door(batch, services, ct),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILogger<EventPump>>());
}
