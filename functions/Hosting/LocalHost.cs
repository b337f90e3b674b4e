using MerchantOps.Access;
using MerchantOps.Storage;
using MerchantOps.Streaming;

namespace MerchantOps.Functions.Hosting;

/// <summary>Is the host itself: serves the routes with key checks, fires the timers, pumps the embedded event log. No Azure anywhere.</summary>
internal static class LocalHost
{
    private const int Failed = 1;

    /// <summary>Serves until SIGTERM, Ctrl-C or cancellation. Exit codes: 0 stopped, 1 failed.</summary>
    public static async Task<int> RunAsync(HostSettings settings, CancellationToken ct)
    {
        try
        {
            await using var app = Build(settings, FunctionTable.Shipped);
            await StartAsync(app, ct);
            Announce(app);
            await app.WaitForShutdownAsync(ct);
            await BackgroundFaults.ThrowAsync(app.Services);
            return 0;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(StartFailure.Describe(e));
            return Failed;
        }
    }

    /// <summary>Opens the event stream, then listens: no process answers for data that another one owns.</summary>
    /// <exception cref="StoreInUseException">Another process has the data folder.</exception>
    public static async Task StartAsync(WebApplication app, CancellationToken ct)
    {
        _ = app.Services.GetRequiredService<IEventStream>();
        try
        {
            await app.StartAsync(ct);
        }
        catch
        {
            // What had started must end before its files close.
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }

    /// <param name="adjust">Replaces parts, for tests.</param>
    /// <exception cref="InvalidDataException">A function.json cannot be read, or differs from what this program serves.</exception>
    public static WebApplication Build(HostSettings settings, FunctionTable table, Action<WebApplicationBuilder>? adjust = null)
    {
        var files = FunctionFile.ReadAll(settings.ScriptRoot);
        FunctionCheck.Demand(table, files);
        return FunctionsApp.Build(settings, table, builder =>
        {
            builder.Services.AddHostedService(services => new TimerService(
                table, files, services, builder.Configuration, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<TimerService>>()));
            adjust?.Invoke(builder);
        });
    }

    private static void Announce(WebApplication app)
    {
        if (app.Services.GetService<LocalKeys>() is { OperatorKeyIsNew: true } keys)
            Console.WriteLine($"Operator key, shown this once and kept in the data folder as {LocalKeys.OperatorKeyFile}: {keys.OperatorKey}");
        Console.WriteLine($"Listening on {string.Join(' ', app.Urls)}");
    }
}
