using MerchantOps.Functions.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantOps.Tests.Functions.Hosting;

/// <summary>The web application on a free port of this machine, with a data folder of its own.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _data;

    private RunningApp(WebApplication app, string data)
    {
        (_app, _data) = (app, data);
        Port = new Uri(app.Urls.Single()).Port;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    /// <summary>Settings with which nothing is pumped: for functions that have no function.json, or when the clock is to be alone.</summary>
    public static (string Name, string Value)[] WithoutEmbeddedLog { get; } = [("Stream:Kind", "EventHubs"), ("Stream:EventHubs:Namespace", "http://127.0.0.1:1")];

    public int Port { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public string OperatorKey => File.ReadAllText(Path.Combine(_data, "operator.key")).Trim();

    /// <summary>As a child of the Functions host.</summary>
    /// <param name="scriptRoot">Where the function.json files are; null: the shipped ones.</param>
    public static Task<RunningApp> HandlerAsync(FunctionTable table, string? scriptRoot = null, TimeProvider? time = null, params (string Name, string Value)[] settings) =>
        StartAsync(HostMode.Handler, CustomHandler.Build, table, scriptRoot ?? AppContext.BaseDirectory, time, settings);

    /// <summary>As its own host.</summary>
    /// <param name="scriptRoot">Where the function.json files are; null: the shipped ones.</param>
    public static Task<RunningApp> LocalAsync(FunctionTable table, string? scriptRoot = null, TimeProvider? time = null, params (string Name, string Value)[] settings) =>
        StartAsync(HostMode.Local, LocalHost.Build, table, scriptRoot ?? AppContext.BaseDirectory, time, settings);

    /// <summary>Sends with the operator's key.</summary>
    public Task<HttpResponseMessage> AsOperatorAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("x-functions-key", OperatorKey);
        return Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }

    private static async Task<RunningApp> StartAsync(
        HostMode mode, Func<HostSettings, FunctionTable, Action<WebApplicationBuilder>?, WebApplication> build, FunctionTable table, string scriptRoot, TimeProvider? time,
        (string Name, string Value)[] settings)
    {
        var data = Path.Combine(Path.GetTempPath(), "merchantops-" + Guid.NewGuid().ToString("N"));
        var app = build(new HostSettings(mode, 0, data, scriptRoot), table, builder =>
        {
            foreach (var (name, value) in settings)
                builder.Configuration[name] = value;
            if (time is not null)
                builder.Services.AddSingleton(time);
        });
        await app.StartAsync();
        return new RunningApp(app, data);
    }
}
