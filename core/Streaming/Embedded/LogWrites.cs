using System.Text;

namespace MerchantOps.Streaming.Embedded;

/// <summary>One caller's wish, carried out by the writer in a transaction shared with others. Completed once that is durable.</summary>
internal abstract class LogWrite
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    /// <summary>Roughly what it adds to the file; bounds transactions and the queue.</summary>
    public virtual long Bytes => 64;

    public abstract void Apply(LogTransaction transaction);

    public void Complete() => _done.TrySetResult();

    public void Fail(Exception e) => _done.TrySetException(e);
}

/// <summary>All events of one call, in order. Copies their bodies: a caller that stops waiting may use its buffers again.</summary>
internal sealed class AppendWrite(IReadOnlyList<StreamEvent> events, int partitions) : LogWrite
{
    private readonly (int Partition, byte[] Body)[] _events = [.. events.Select(e => (Partitioner.Of(e.PartitionKey, partitions), e.Body.ToArray()))];

    public override long Bytes { get; } = events.Sum(e => 64L + e.Body.Length);

    public override void Apply(LogTransaction transaction)
    {
        foreach (var (partition, body) in _events)
            transaction.Append(partition, body);
    }
}

internal sealed class RegisterWrite(string consumers) : LogWrite
{
    public override void Apply(LogTransaction transaction) => transaction.Register(Encoding.UTF8.GetBytes(consumers));
}

/// <summary>A checkpoint; where the log is not kept as archive, a few events behind the slowest consumer go with it.</summary>
internal sealed class CheckpointWrite(string consumers, int partition, long sequence, bool trim) : LogWrite
{
    // More than a batch, so that trimming catches up; small enough that appends in the same transaction hardly notice.
    private const int TrimStep = 1_000;

    public override void Apply(LogTransaction transaction)
    {
        transaction.MoveCheckpoint(Encoding.UTF8.GetBytes(consumers), partition, sequence);
        if (trim)
            transaction.Trim(partition, TrimStep);
    }
}
