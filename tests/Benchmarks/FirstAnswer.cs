using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MerchantOps.Benchmarks;

/// <summary>Asks a starting program until it answers, with as little work of our own as can be: both share the processors.</summary>
internal static class FirstAnswer
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <summary>A port of 127.0.0.1 that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Returns when <c>GET /</c> has been answered with 200.</summary>
    public static async Task WaitAsync(int port, TimeProvider time, CancellationToken ct)
    {
        while (true)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, ct);
            }
            catch (SocketException)
            {
                await Task.Delay(Pause, time, ct);
                continue;
            }

            await DemandOkAsync(socket, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", ct);
            return;
        }
    }

    /// <summary>Returns when the Functions host's envelope has been answered with 200.</summary>
    public static async Task PostAsync(int port, string path, string json, CancellationToken ct)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, ct);
        var length = Encoding.UTF8.GetByteCount(json).ToString(CultureInfo.InvariantCulture);
        await DemandOkAsync(
            socket, $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {length}\r\n\r\n{json}", ct);
    }

    private static async Task DemandOkAsync(Socket socket, string request, CancellationToken ct)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(request), ct);
        var answer = new byte[4096];
        var length = await socket.ReceiveAsync(answer, ct);
        var line = Encoding.UTF8.GetString(answer, 0, length).Split('\r')[0];
        if (!line.Contains(" 200 ", StringComparison.Ordinal))
            throw new InvalidOperationException($"The program answered: {line}");
    }
}
