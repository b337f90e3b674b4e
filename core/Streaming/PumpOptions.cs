namespace MerchantOps.Streaming;

/// <summary>How an <see cref="EventPump"/> delivers.</summary>
/// <param name="Consumers">The consumer group whose checkpoints it moves.</param>
/// <param name="Retry">What happens to a batch that its handler throws on.</param>
public sealed record PumpOptions(string Consumers, RetryPolicy Retry)
{
    /// <summary>At least 1; what host.json calls extensions.eventHubs.maxEventBatchSize.</summary>
    public int MaxBatchSize { get; init; } = 256;

    /// <summary>
    /// How long after a batch began the next one may begin at the earliest, unless it was full: so that under load events are taken
    /// together, which share their documents and their flush, while a lone event waits for nobody.
    /// </summary>
    public TimeSpan Pace { get; init; }

    /// <summary>When a call of the handler is cancelled, which counts as a failure.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(4);
}
