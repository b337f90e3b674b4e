using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MerchantOps.Tests.Functions.Hosting;

/// <summary>The program as a process of its own.</summary>
internal sealed class ProgramProcess : IDisposable
{
    private readonly Process _process;

    /// <summary>The program as the tests were built with it.</summary>
    public ProgramProcess(string[] arguments, params (string Name, string Value)[] environment)
        : this("dotnet", [Path.Combine(AppContext.BaseDirectory, "MerchantOps.Functions.dll"), .. arguments], AppContext.BaseDirectory, environment)
    {
    }

    public ProgramProcess(string file, string[] arguments, string folder, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
    }

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

    /// <summary>What it prints until a line with that text, which is included.</summary>
    public async Task<string> ReadUntilAsync(string last)
    {
        var text = "";
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            text += line + "\n";
            if (line.Contains(last, StringComparison.Ordinal))
                return text;
        }

        throw new InvalidOperationException($"The program ended after: {text}{await _process.StandardError.ReadToEndAsync()}");
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
