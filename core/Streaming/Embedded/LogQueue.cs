using MerchantOps.Errors;

namespace MerchantOps.Streaming.Embedded;

/// <summary>What callers wait for, in order of arrival. Bounded: a log that cannot keep up refuses rather than fill the memory. Thread-safe.</summary>
internal sealed class LogQueue
{
    private const long MaxGroupBytes = 4 << 20;
    private const long MaxWaitingBytes = 64 << 20;

    private readonly object _gate = new();
    private readonly Queue<LogWrite> _waiting = [];
    private long _waitingBytes;
    private bool _closed;

    /// <exception cref="UnavailableException">The queue is full or closed.</exception>
    public void Add(LogWrite write)
    {
        lock (_gate)
        {
            if (_closed)
                throw LogFaults.Closed();
            if (_waitingBytes > 0 && _waitingBytes + write.Bytes > MaxWaitingBytes)
                throw new UnavailableException("stream", "The event log is behind by 64 MB of events that wait to be written; try again later.");

            _waiting.Enqueue(write);
            _waitingBytes += write.Bytes;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>
    /// Moves what waits, at most about 4 MB of it, into <paramref name="group"/>, blocking until there is something or until
    /// <paramref name="idle"/> has passed, which leaves the group empty. False once closed and drained. One thread only.
    /// </summary>
    public bool Take(List<LogWrite> group, TimeSpan idle)
    {
        group.Clear();
        lock (_gate)
        {
            if (_waiting.Count == 0 && !_closed)
                Monitor.Wait(_gate, idle);

            for (var bytes = 0L; bytes < MaxGroupBytes && _waiting.TryDequeue(out var write); bytes += write.Bytes)
            {
                group.Add(write);
                _waitingBytes -= write.Bytes;
            }

            return group.Count > 0 || !_closed;
        }
    }

    /// <summary>Refuses what comes from now on; what waits is still taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }
}
