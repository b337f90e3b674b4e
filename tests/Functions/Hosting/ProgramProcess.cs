using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MerchantOps.Tests.Functions.Hosting;

/// <summary>The program as a process of its own.</summary>
internal sealed class ProgramProcess : IDisposable
{
    private readonly Process _process;

    public ProgramProcess(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MerchantOps.Functions.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
    }

    public StreamReader Output => _process.StandardOutput;

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Asks until something answers, as the Functions host does.</summary>
    public static async Task<HttpResponseMessage> AnswerAsync(int port)
    {
        using var client = new HttpClient();
        while (true)
        {
            try
            {
                return await client.GetAsync(new Uri($"http://127.0.0.1:{port}/"));
            }
            catch (HttpRequestException)
            {
                await Task.Delay(25);
            }
        }
    }

    public void Terminate() => Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    public async Task<(int Code, string Errors)> ExitAsync()
    {
        var errors = await _process.StandardError.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
