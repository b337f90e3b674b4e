using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MerchantOps.Benchmarks;

/// <summary>
/// One connection that is kept alive, with one request at a time, and as little work of our own as can be: generator and server share the
/// processors. Understands replies that tell their length, as ours do. Not thread-safe.
/// </summary>
internal sealed class HttpLane : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] buffer = new byte[32 * 1024];

    public static async Task<HttpLane> OpenAsync(Uri address, CancellationToken ct)
    {
        var lane = new HttpLane();
        await lane.socket.ConnectAsync(address.Host, address.Port, ct);
        return lane;
    }

    /// <summary>A whole request with a JSON body, for <see cref="SendAsync"/>.</summary>
    public static byte[] Post(string path, string operatorKey, ReadOnlySpan<byte> json) =>
        [.. Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nx-functions-key: {operatorKey}\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n")), .. json];

    /// <summary>Sends the request and reads the whole reply.</summary>
    /// <param name="body">Looks at the reply's body, or null.</param>
    /// <exception cref="IOException">The connection ended before the reply did.</exception>
    public async ValueTask<HttpStatusCode> SendAsync(ReadOnlyMemory<byte> request, Action<ReadOnlyMemory<byte>>? body, CancellationToken ct)
    {
        await socket.SendAsync(request, ct);
        var (received, end) = (0, -1);
        while (end < 0 || received < end)
        {
            if (received == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            var read = await socket.ReceiveAsync(buffer.AsMemory(received), ct);
            if (read == 0)
                throw new IOException("The server ended the connection.");
            received += read;
            if (end < 0)
                end = EndOfReply(buffer.AsSpan(0, received));
        }

        body?.Invoke(buffer.AsMemory(EndOfHead(buffer) + 4, end - EndOfHead(buffer) - 4));
        return (HttpStatusCode)int.Parse(buffer.AsSpan(9, 3), CultureInfo.InvariantCulture);
    }

    public void Dispose() => socket.Dispose();

    private static int EndOfHead(ReadOnlySpan<byte> received) => received.IndexOf("\r\n\r\n"u8);

    /// <summary>How long the reply is in all; −1 until its head is there.</summary>
    private static int EndOfReply(ReadOnlySpan<byte> received)
    {
        var head = EndOfHead(received);
        if (head < 0)
            return -1;
        var length = received[..(head + 2)];
        length = length[(length.IndexOf("Content-Length: "u8) + 16)..];
        return head + 4 + int.Parse(length[..length.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
