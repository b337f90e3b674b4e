using MerchantOps.Streaming.Embedded;
using Microsoft.Extensions.Logging;

namespace MerchantOps.Streaming;

/// <summary>
/// Delivers the embedded log to a handler as the Functions host delivers an event hub: all partitions concurrently, one batch at a
/// time each and in order, at least once; a failed batch is tried again as the policy says and then passed over, loudly.
/// </summary>
/// <param name="handler">
/// Gets batches of one partition each and must obey its token, which is cancelled at the deadline and at the stop. Its return moves the
/// checkpoint, its throw does not.
/// </param>
public sealed class EventPump(
    EventLog log, PumpOptions options, Func<EventBatch, CancellationToken, Task> handler, TimeProvider time, ILogger<EventPump> logger)
{
    /// <summary>
    /// Runs until cancelled, then returns once the handlers have; a batch that was not finished has no checkpoint and comes again.
    /// A log that cannot be read is waited for.
    /// </summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var delivery = new BatchDelivery(options, handler, time, logger);
        var partitions = Enumerable.Range(0, log.Partitions)
            .Select(partition => RunAsync(new PartitionPump(log, partition, options, delivery, time, logger), stop));
        await Task.WhenAll(partitions);
    }

    /// <summary>A fault that nobody expected ends the whole pump: better seen than one partition standing still.</summary>
    private static async Task RunAsync(PartitionPump partition, CancellationTokenSource stop)
    {
        try
        {
            await partition.RunAsync(stop.Token);
        }
        catch (Exception)
        {
            await stop.CancelAsync();
            throw;
        }
    }
}
