using System.Text;
using MerchantOps.Streaming;
using MerchantOps.Streaming.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace MerchantOps.Tests.Core.Streaming;

/// <summary>Appends with many callers for ever, and prints the name of each event once the log has acknowledged it.</summary>
/// <remarks>The events are large, so that commits take long and a kill is likely to strike within one.</remarks>
internal static class EventAppender
{
    private const int Callers = 16;
    private static readonly string Padding = new(' ', 200_000);

    public static async Task RunAsync(string path)
    {
        var run = Environment.ProcessId;
        using var log = EventLog.Open(path, new StreamOptions(), TimeProvider.System, NullLogger<EventLog>.Instance);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            for (var i = 0; ; i++)
            {
                var text = $"{run}/{caller}/{i}";
                await log.AppendAsync([new StreamEvent($"merchant-{caller}", Encoding.UTF8.GetBytes(text + Padding))], CancellationToken.None);
                Console.WriteLine(text);
            }
        }));
    }
}
