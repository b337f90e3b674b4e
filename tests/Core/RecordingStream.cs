using MerchantOps.Events;
using MerchantOps.Streaming;

namespace MerchantOps.Tests.Core;

/// <summary>Keeps what was appended.</summary>
internal sealed class RecordingStream : IEventStream
{
    public List<StreamEvent> Appended { get; } = [];

    public Exception? Fault { get; set; }

    /// <summary>The appended records, each of which must be a canonical event.</summary>
    public IReadOnlyList<CloudEvent> Events => [.. Appended.Select(e => CloudEventCodec.Read(e.Body))];

    public Task AppendAsync(IReadOnlyList<StreamEvent> events, CancellationToken ct)
    {
        if (Fault is not null)
            return Task.FromException(Fault);
        Appended.AddRange(events);
        return Task.CompletedTask;
    }
}
