using Microsoft.Extensions.Logging;

namespace MerchantOps.Streaming;

/// <summary>Hands one batch to the handler until it succeeds or its retries are used up. Thread-safe if the handler is.</summary>
internal sealed class BatchDelivery(PumpOptions options, Func<EventBatch, CancellationToken, Task> handler, TimeProvider time, ILogger logger)
{
    /// <summary>Returns when the batch is done with, one way or the other.</summary>
    /// <exception cref="OperationCanceledException">The stop came first: the batch is not done with.</exception>
    public async Task DeliverAsync(EventBatch batch, CancellationToken ct)
    {
        for (var failures = 1; ; failures++)
        {
            if (await TryAsync(batch, failures, ct) is not { } fault)
                return;

            if (!options.Retry.Allows(failures))
            {
                logger.LogCritical(
                    fault, "GIVEN UP: {Consumers} failed {Failures} times on {Events} events of {Source}, {First} to {Last}. They are passed over and will not be seen again.",
                    options.Consumers, failures, batch.Records.Count, batch.Source.Name, batch.Records[0].Sequence, batch.Records[^1].Sequence);
                return;
            }

            await Task.Delay(options.Retry.DelayAfter(failures), time, ct);
        }
    }

    /// <summary>Null when the handler returned, otherwise what it threw.</summary>
    private async Task<Exception?> TryAsync(EventBatch batch, int attempt, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var deadline = new CancellationTokenSource(options.Deadline, time);
        using var call = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            await handler(batch, call.Token);
            return null;
        }
        catch (Exception e)
        {
            ct.ThrowIfCancellationRequested();
            logger.LogWarning(
                e, "{Consumers} failed on {Events} events of {Source} from {First} on (attempt {Attempt}{Overdue}).", options.Consumers, batch.Records.Count,
                batch.Source.Name, batch.Records[0].Sequence, attempt, deadline.IsCancellationRequested ? ", deadline passed" : "");
            return e;
        }
    }
}
