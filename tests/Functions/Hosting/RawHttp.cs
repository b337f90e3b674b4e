using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MerchantOps.Tests.Functions.Hosting;

/// <summary>An answer as it came over the wire.</summary>
internal sealed record RawReply(int Status, string Head, string Body);

/// <summary>Sends requests whose bytes no client library has a say in.</summary>
internal static class RawHttp
{
    /// <param name="head">Request line and headers; <c>Transfer-Encoding: chunked</c> among them has the body sent in chunks.</param>
    public static async Task<RawReply> SendAsync(int port, string head, byte[] body)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = socket.GetStream();
        var lines = string.Join("\r\n", head.ReplaceLineEndings("\n").Split('\n'));
        await stream.WriteAsync(Encoding.UTF8.GetBytes(lines + "\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase) ? Chunked(body) : body);

        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync();
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return new RawReply(int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture), answer[..end], answer[(end + 4)..]);
    }

    /// <summary>Two chunks, so that reading has to go on after the first.</summary>
    private static byte[] Chunked(byte[] body)
    {
        var half = body.Length / 2;
        return [.. Chunk(body[..half]), .. Chunk(body[half..]), .. "0\r\n\r\n"u8];
    }

    private static byte[] Chunk(byte[] part) =>
        part.Length == 0 ? [] : [.. Encoding.ASCII.GetBytes(part.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. part, .. "\r\n"u8];
}
