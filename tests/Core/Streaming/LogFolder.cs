using System.Text;
using MerchantOps.Streaming;
using MerchantOps.Streaming.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace MerchantOps.Tests.Core.Streaming;

/// <summary>A real event log in a folder of its own, which goes with it.</summary>
internal sealed class LogFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("merchantops-log-").FullName;

    public LogFolder(StreamOptions? options = null)
    {
        Options = options ?? new StreamOptions();
        Log = Open();
    }

    public StreamOptions Options { get; }

    public ManualTime Time { get; } = new();

    public EventLog Log { get; private set; }

    public string Path => System.IO.Path.Combine(_folder, "events.db");

    public static StreamEvent Event(string key, string body) => new(key, Encoding.UTF8.GetBytes(body));

    public static string Text(StreamRecord record) => Encoding.UTF8.GetString(record.Body.Span);

    public EventLog Open() => EventLog.Open(Path, Options, Time, NullLogger<EventLog>.Instance);

    public void Reopen()
    {
        Log.Dispose();
        Log = Open();
    }

    public int PartitionOf(string key) => Partitioner.Of(key, Log.Partitions);

    public Task AppendAsync(string key, params string[] bodies) => Log.AppendAsync([.. bodies.Select(body => Event(key, body))], CancellationToken.None);

    /// <summary>The bodies of a key's partition after a sequence.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(string key, long after = 0, int max = 1000)
    {
        var batch = await Log.ReadAsync(PartitionOf(key), after, max, CancellationToken.None);
        return [.. batch.Records.Select(Text)];
    }

    public void Dispose()
    {
        Log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
