using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MerchantOps.Functions.Hosting;

/// <summary>Composes the web application of both modes. Nothing here opens a store: what a call needs is made at its first call.</summary>
internal static class FunctionsApp
{
    /// <param name="adjust">Replaces parts, for tests.</param>
    public static WebApplication Build(HostSettings settings, FunctionTable table, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
            ContentRootPath = settings.ScriptRoot,
        });
        // In code, because it must beat the ASPNETCORE_URLS inherited from the Functions host, which is that host's own address.
        builder.WebHost.UseUrls($"http://{IPAddress.Loopback}:{settings.Port}");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Doors and envelopes have their own limits, which answer better than a broken connection.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
            // What it logs as an error is thrown too, and told by StartFailure.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        if (settings.DataDirectory is not null)
            builder.Configuration["Data:Directory"] = settings.DataDirectory;

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(table);
        builder.Services.AddSingleton<ProblemMapping>();
        adjust?.Invoke(builder);
        if (EmbeddedKeys.Ensure(builder.Configuration) is { } keys)
            builder.Services.AddSingleton(keys);
        if (builder.Configuration["Stream:Kind"] is null || string.Equals(builder.Configuration["Stream:Kind"], "embedded", StringComparison.OrdinalIgnoreCase))
            builder.Services.AddHostedService<PumpService>();
        Capabilities.Add(builder.Services, builder.Configuration);

        var app = builder.Build();
        app.Use(app.Services.GetRequiredService<ProblemMapping>().InvokeAsync);
        HttpEndpoints.Map(app, table.Http, settings.Mode);
        return app;
    }
}
