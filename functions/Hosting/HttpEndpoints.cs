using MerchantOps.Access;

namespace MerchantOps.Functions.Hosting;

/// <summary>Maps the HTTP functions at their whole routes.</summary>
internal static class HttpEndpoints
{
    public static void Map(WebApplication app, IEnumerable<HttpFunction> functions, HostMode mode)
    {
        // The Functions host waits for the first answer here before it sends anything else.
        app.MapMethods("/", ["GET"], (RequestDelegate)(context => context.Response.WriteAsync("MerchantOps is running.\n", context.RequestAborted)));

        var admission = new Lazy<Admission>(() => new Admission(
            app.Services.GetRequiredService<AccessGate>(), app.Services.GetRequiredService<RateLimits>(), mode));
        var time = app.Services.GetRequiredService<TimeProvider>();
        foreach (var function in functions.Where(f => mode == HostMode.Handler || FunctionSettings.IsEnabled(app.Configuration, f.Name)))
            app.MapMethods("/" + function.Route, [function.Method], (RequestDelegate)(context => RunAsync(context, function, admission.Value, time)));
    }

    private static async Task RunAsync(HttpContext context, HttpFunction function, Admission admission, TimeProvider time)
    {
        var clientGone = context.RequestAborted;
        try
        {
            await CallDeadline.KeepAsync(
                CallDeadline.Http,
                time,
                async ct =>
                {
                    context.RequestAborted = ct;
                    await admission.AdmitAsync(context, function.Caller);
                    await function.Door(context);
                },
                clientGone);
        }
        finally
        {
            // Whoever writes the answer to a call that ran out of time still has the client to write to.
            context.RequestAborted = clientGone;
        }
    }
}
