namespace MerchantOps.Streaming;

/// <summary>How an <see cref="EventPump"/> delivers.</summary>
/// <param name="Consumers">The consumer group whose checkpoints it moves.</param>
/// <param name="Retry">What happens to a batch that its handler throws on.</param>
public sealed record PumpOptions(string Consumers, RetryPolicy Retry)
{
    /// <summary>At least 1; what host.json calls extensions.eventHubs.maxEventBatchSize.</summary>
    public int MaxBatchSize { get; init; } = 256;

    /// <summary>When a call of the handler is cancelled, which counts as a failure.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(4);
}
