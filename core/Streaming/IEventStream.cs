namespace MerchantOps.Streaming;

/// <summary>
/// Where events are appended before anybody is told that they were taken. Thread-safe. Events with the same partition key keep
/// the order in which one caller appended them.
/// </summary>
public interface IEventStream
{
    /// <summary>
    /// Returns when all events are durable: they survive a kill and a power loss. After a throw any of them may have been appended, so
    /// the caller's own retry may append doubles, which consumers recognise.
    /// </summary>
    /// <exception cref="Errors.UnavailableException">The stream cannot take them now; nothing is lost if the sender tries again.</exception>
    /// <exception cref="Errors.TooLargeException">One event exceeds <see cref="StreamEvent.MaxBytes"/>.</exception>
    Task AppendAsync(IReadOnlyList<StreamEvent> events, CancellationToken ct);
}

/// <summary>One event on its way in.</summary>
/// <param name="PartitionKey">Events with the same key are consumed in order; ours is the merchant.</param>
/// <param name="Body">The CloudEvent as UTF-8 JSON.</param>
public readonly record struct StreamEvent(string PartitionKey, ReadOnlyMemory<byte> Body)
{
    /// <summary>Below Event Hubs' 1 MiB with room for its own headers.</summary>
    public const int MaxBytes = 1_000_000;

    /// <exception cref="Errors.TooLargeException">The body has more than <paramref name="limit"/> bytes.</exception>
    internal void RefuseAbove(int limit)
    {
        if (Body.Length > limit)
            throw new Errors.TooLargeException("event-too-large", $"An event has {Body.Length} bytes; the limit is {limit}.");
    }
}

/// <summary>Where a batch came from. <see cref="Generation"/> is a setting, raised when a hub is made anew and its positions restart.</summary>
public sealed record StreamSource(string Hub, string Partition, int Generation)
{
    /// <summary>Names this source in stored documents, such as <c>orders/3/1</c>.</summary>
    public string Name { get; } = $"{Hub}/{Partition}/{Generation}";
}

/// <summary>One event as a consumer sees it.</summary>
/// <param name="Sequence">Strictly increasing within a source.</param>
/// <param name="EnqueuedAt">When the stream took it, UTC.</param>
/// <param name="Body">What was appended, byte for byte; may be anything at all.</param>
public readonly record struct StreamRecord(long Sequence, DateTimeOffset EnqueuedAt, ReadOnlyMemory<byte> Body);

/// <summary>Consecutive events of one source, in order, seen at least once.</summary>
public sealed record EventBatch(StreamSource Source, IReadOnlyList<StreamRecord> Records);
