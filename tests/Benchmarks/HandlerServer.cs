using System.Globalization;
using MerchantOps.Tests.Running;

namespace MerchantOps.Benchmarks;

/// <summary>The program as the child of a Functions host: HTTP at its routes, timers as envelopes. Disposing kills it.</summary>
internal sealed class HandlerServer : IDisposable
{
    private const string Tick = """{"Data":{"timer":{"IsPastDue":false}},"Metadata":{}}""";

    private readonly HttpClient envelopes;

    private HandlerServer(ServerProcess process, Uri address, string data)
    {
        (Process, Address, Api) = (process, address, OperatorApi.Open(address, data));
        OperatorKey = File.ReadAllText(Path.Combine(data, "operator.key")).Trim();
        envelopes = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
    }

    public ServerProcess Process { get; }

    public Uri Address { get; }

    public OperatorApi Api { get; }

    public string OperatorKey { get; }

    /// <summary>Returns when it answers.</summary>
    public static async Task<HandlerServer> StartAsync(string program, string data, TimeProvider time, CancellationToken ct)
    {
        var port = FirstAnswer.FreePort();
        var process = ServerProcess.Start([program], ("FUNCTIONS_CUSTOMHANDLER_PORT", port.ToString(CultureInfo.InvariantCulture)), ("Data__Directory", data));
        await FirstAnswer.WaitAsync(port, time, ct);
        return new HandlerServer(process, new Uri($"http://127.0.0.1:{port}"), data);
    }

    /// <summary>Fires a timer function as the Functions host does, and waits until it is done.</summary>
    /// <exception cref="HttpRequestException">It failed.</exception>
    public async Task FireAsync(string function, CancellationToken ct)
    {
        using var content = new StringContent(Tick, null, "application/json");
        using var response = await envelopes.PostAsync("/" + function, content, ct);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        envelopes.Dispose();
        Api.Dispose();
        Process.Dispose();
    }
}
