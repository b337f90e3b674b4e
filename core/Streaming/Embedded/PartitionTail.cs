namespace MerchantOps.Streaming.Embedded;

/// <summary>The last durable sequence of a partition, and a signal that wakes those who wait for a later one. Thread-safe.</summary>
internal sealed class PartitionTail(TimeProvider time)
{
    // The signal suffices; looking again now and then costs nothing and bounds the harm of a lost one.
    private static readonly TimeSpan Fallback = TimeSpan.FromSeconds(15);

    private TaskCompletionSource _moved = NewSignal();
    private long _sequence;

    /// <summary>0 while the partition is empty.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    /// <summary>Only the writer calls this, after the commit.</summary>
    public void MoveTo(long sequence)
    {
        if (sequence == Sequence)
            return;

        Volatile.Write(ref _sequence, sequence);
        Interlocked.Exchange(ref _moved, NewSignal()).TrySetResult();
    }

    /// <summary>Returns when there is an event after <paramref name="sequence"/>, at once if there is one already.</summary>
    public async Task WaitPastAsync(long sequence, CancellationToken ct)
    {
        while (true)
        {
            // The signal is taken before the look, so that a move in between is not missed.
            var moved = Volatile.Read(ref _moved).Task;
            if (Sequence > sequence)
                return;

            try
            {
                await moved.WaitAsync(Fallback, time, ct);
            }
            catch (TimeoutException)
            {
                ct.ThrowIfCancellationRequested();
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
