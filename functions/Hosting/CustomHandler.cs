namespace MerchantOps.Functions.Hosting;

/// <summary>
/// Runs as a child of the Azure Functions host: HTTP functions come at their routes, batches and timers as envelopes at
/// <c>POST /{function}</c>.
/// </summary>
internal static class CustomHandler
{
    private const int Failed = 1;

    /// <summary>The host starts the process again and does not count it as a crash.</summary>
    private const int Restart = 200;

    /// <summary>Serves until stopped. Never returns 0: the host would keep a dead handler for ever.</summary>
    public static async Task<int> RunAsync(HostSettings settings)
    {
        try
        {
            await using var app = Build(settings, FunctionTable.Shipped);
            await app.StartAsync();
            await app.WaitForShutdownAsync();
            await BackgroundFaults.ThrowAsync(app.Services);
            return Restart;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(StartFailure.Describe(e));
            return Failed;
        }
    }

    /// <param name="adjust">Replaces parts, for tests.</param>
    public static WebApplication Build(HostSettings settings, FunctionTable table, Action<WebApplicationBuilder>? adjust = null)
    {
        var app = FunctionsApp.Build(settings, table, adjust);
        EnvelopeEndpoints.Map(app, table);
        return app;
    }
}
