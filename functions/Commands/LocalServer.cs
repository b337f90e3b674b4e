using MerchantOps.Access;
using MerchantOps.Functions.Hosting;
using MerchantOps.Storage;

namespace MerchantOps.Functions.Commands;

/// <summary>A server to talk to: one that runs already, or the local host started in this process for as long as a command needs it.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication? app;

    private LocalServer(WebApplication? app, Uri address, string operatorKey) => (this.app, Address, Client) = (app, address, new ApiClient(address, operatorKey));

    public Uri Address { get; }

    public ApiClient Client { get; }

    /// <summary>Of the server started here; not to be used with one that runs elsewhere.</summary>
    public IServiceProvider Services => app?.Services ?? throw new InvalidOperationException("The server runs in another process.");

    /// <summary>Starts the local host here.</summary>
    /// <param name="port">0 picks a free one.</param>
    public static async Task<LocalServer> StartAsync(int port, string? data, CancellationToken ct)
    {
        var app = LocalHost.Build(HostSettings.ForLocalHost(port, data), FunctionTable.Shipped);
        try
        {
            await LocalHost.StartAsync(app, ct);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new LocalServer(app, new Uri(app.Urls.First()), app.Configuration["Access:OperatorKey"]!);
    }

    /// <summary>The server at <paramref name="url"/>, else one on the usual port with this data folder's key, else one started here on the data there is.</summary>
    /// <param name="key">The operator's key; null takes the data folder's.</param>
    /// <exception cref="InvalidDataException">There is no such server and no data.</exception>
    /// <exception cref="StoreInUseException">A server on another port has the data folder.</exception>
    public static async Task<LocalServer> OpenAsync(string? url, string? key, string? data, CancellationToken ct)
    {
        var file = Path.Combine(data ?? new DataOptions().Directory, LocalKeys.OperatorKeyFile);
        key ??= File.Exists(file) ? (await File.ReadAllTextAsync(file, ct)).Trim() : null;
        if (url is not null)
            return new LocalServer(null, new Uri(url), key ?? throw new InvalidDataException($"There is no key in {file}: give --data of that server, or --key."));
        if (key is not null && await AnswersAsync(key, ct))
            return new LocalServer(null, Usual, key);
        return key is not null
            ? await StartAsync(0, data, ct)
            : throw new InvalidDataException($"No server answers at {Usual}, and there is no {file}: name a running server by --url and --key, or its folder by --data.");
    }

    /// <summary>Serves until the process is told to stop.</summary>
    public Task WaitAsync(CancellationToken ct) => app is null ? Task.CompletedTask : app.WaitForShutdownAsync(ct);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (app is null)
            return;
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static Uri Usual { get; } = new($"http://127.0.0.1:{HostSettings.DefaultPort}");

    private static async Task<bool> AnswersAsync(string key, CancellationToken ct)
    {
        using var client = new ApiClient(Usual, key);
        client.Http.Timeout = TimeSpan.FromSeconds(2);
        try
        {
            await client.StatsAsync(ct);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
