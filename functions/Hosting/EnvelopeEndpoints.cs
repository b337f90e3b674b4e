
namespace MerchantOps.Functions.Hosting;

/// <summary>
/// Maps batch and timer functions at <c>POST /{function}</c>, where the Functions host sends its envelopes. A throw becomes a status
/// other than 2xx, which fails the invocation, so that the host retries as function.json says.
/// </summary>
internal static class EnvelopeEndpoints
{
    /// <summary>Far above any batch; only stops a runaway.</summary>
    private const int BodyLimit = 512 * 1024 * 1024;

    /// <summary>The host takes an empty 2xx for "not done yet", waits for the function timeout and then kills this process.</summary>
    private static readonly byte[] Done = """{"Outputs":{},"Logs":[],"ReturnValue":null}"""u8.ToArray();

    public static void Map(WebApplication app, FunctionTable table)
    {
        var time = app.Services.GetRequiredService<TimeProvider>();
        foreach (var function in table.Events)
            app.MapMethods("/" + function.Name, ["POST"], (RequestDelegate)(context => RunAsync(context, time, async ct =>
            {
                var batch = EventEnvelope.Read(await RequestBody.ReadAsync(context, BodyLimit), HubSettings.Of(app.Configuration), time.GetUtcNow());
                await function.Door(batch, context.RequestServices, ct);
            })));
        foreach (var function in table.Timers)
            app.MapMethods("/" + function.Name, ["POST"], (RequestDelegate)(context => RunAsync(context, time, async ct =>
            {
                var tick = TimerEnvelope.Read(await RequestBody.ReadAsync(context, BodyLimit), time.GetUtcNow());
                await function.Door(tick, context.RequestServices, ct);
            })));
    }

    private static async Task RunAsync(HttpContext context, TimeProvider time, Func<CancellationToken, Task> work)
    {
        await CallDeadline.KeepAsync(CallDeadline.Trigger, time, work, context.RequestAborted)
            .WaitAsync(CallDeadline.TriggerAtLast, time, context.RequestAborted);
        await Reply.BytesAsync(context, StatusCodes.Status200OK, Reply.JsonType, Done);
    }
}
