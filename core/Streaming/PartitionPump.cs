using MerchantOps.Errors;
using MerchantOps.Streaming.Embedded;
using Microsoft.Extensions.Logging;

namespace MerchantOps.Streaming;

/// <summary>The loop over one partition: read, deliver, checkpoint.</summary>
internal sealed class PartitionPump(EventLog log, int partition, PumpOptions options, BatchDelivery delivery, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    /// <summary>Returns when cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        // Neither reading nor the handler need ever wait, and the other partitions are started after this one.
        await Task.Yield();
        try
        {
            var position = (await WhenAvailableAsync(() => log.JoinAsync(options.Consumers, ct), ct))[partition];
            while (true)
                position = await PumpBatchAsync(position, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }
    }

    private async Task<long> PumpBatchAsync(long position, CancellationToken ct)
    {
        await log.WaitAsync(partition, position, ct);
        var began = time.GetTimestamp();
        var batch = await WhenAvailableAsync(() => log.ReadAsync(partition, position, options.MaxBatchSize, ct), ct);
        await delivery.DeliverAsync(batch, ct);

        var last = batch.Records[^1].Sequence;
        await SaveCheckpointAsync(last);
        if (batch.Records.Count < options.MaxBatchSize && options.Pace - time.GetElapsedTime(began) is { Ticks: > 0 } left)
            await Task.Delay(left, time, ct);
        return last;
    }

    /// <summary>A batch that is done with is noted even when the stop has come meanwhile. A checkpoint that fails is made up for by the next one.</summary>
    private async Task SaveCheckpointAsync(long sequence)
    {
        try
        {
            await log.SaveCheckpointAsync(options.Consumers, partition, sequence, CancellationToken.None);
        }
        catch (UnavailableException e)
        {
            logger.LogWarning(e, "The checkpoint of {Consumers} in partition {Partition} stays behind {Sequence}; these events come again after a restart.", options.Consumers, partition, sequence);
        }
    }

    private async Task<T> WhenAvailableAsync<T>(Func<Task<T>> read, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await read();
            }
            catch (UnavailableException e)
            {
                logger.LogError(e, "Partition {Partition} of the event log cannot be read; trying again.", partition);
                await Task.Delay(PauseAfterFault, time, ct);
            }
        }
    }
}
