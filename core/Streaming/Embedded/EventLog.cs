using MerchantOps.Errors;
using MerchantOps.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace MerchantOps.Streaming.Embedded;

/// <summary>
/// The stream of an installation without Azure: an ordered, partitioned log in one SQLite file, durable before an append returns, and
/// its own archive. One process owns it. Sequences start at 1 and have no gaps. Enqueued times never fall, even when the clock is set
/// back. Thread-safe. After a full, locked or failing disk it works again as soon as the disk does.
/// </summary>
public sealed class EventLog : IEventStream, IDisposable
{
    private readonly StreamOptions _options;
    private readonly TimeProvider _time;
    private readonly StoreLock _lock;
    private readonly LogWriter _writer;
    private readonly LogReader _reader, _archive;
    private readonly StreamSource[] _sources;
    private readonly PartitionTail[] _tails;

    private EventLog(LogFile file, StoreLock ownership, LogTransaction first, StreamOptions options, TimeProvider time, ILogger logger)
    {
        (_options, _time, _lock) = (options, time, ownership);
        _sources = [.. Enumerable.Range(0, first.Partitions).Select(p => new StreamSource(options.Hub, p.ToString(System.Globalization.CultureInfo.InvariantCulture), options.Generation))];
        _tails = [.. _sources.Select(_ => new PartitionTail(time))];
        Publish(first);
        // A long scan of the archive has a connection of its own, so that consumers do not wait for it.
        (_reader, _archive) = (new LogReader(file), new LogReader(file));
        _writer = new LogWriter(file, first, Publish, time, logger);
    }

    public int Partitions => _sources.Length;

    /// <param name="path">The database file; made when it is not there. Its folder must exist.</param>
    /// <exception cref="StoreInUseException">Another process, or another log of this one, has it open.</exception>
    /// <exception cref="StoreDamagedException">The file is not an event log.</exception>
    /// <exception cref="UnavailableException">The file cannot be opened now: disk full, locked, no permission.</exception>
    public static EventLog Open(string path, StreamOptions options, TimeProvider time, ILogger<EventLog> logger)
    {
        var ownership = StoreLock.Take(path);
        try
        {
            var file = new LogFile(path, options);
            var first = new LogTransaction(file);
            if (first.Partitions != options.Partitions)
                logger.LogWarning("The event log has {Recorded} partitions and keeps them; Stream:Partitions = {Setting} is for new logs.", first.Partitions, options.Partitions);
            return new EventLog(file, ownership, first, options, time, logger);
        }
        catch (Exception e)
        {
            ownership.Dispose();
            throw e is SqliteException fault ? LogFaults.Translate(fault, path) : e;
        }
    }

    /// <summary>Names a partition's events, as <see cref="EventBatch.Source"/> does.</summary>
    public StreamSource SourceOf(int partition) => _sources[partition];

    /// <inheritdoc/>
    public Task AppendAsync(IReadOnlyList<StreamEvent> events, CancellationToken ct)
    {
        foreach (var e in events)
            e.RefuseAbove(StreamEvent.MaxBytes);

        return events.Count == 0 ? Task.CompletedTask : WriteAsync(new AppendWrite(events, Partitions), ct);
    }

    /// <summary>Events of a partition after a sequence, in order: at most <paramref name="max"/> and about 4 MB of them. Empty when there are none yet.</summary>
    /// <exception cref="UnavailableException">The file cannot be read now.</exception>
    public async Task<EventBatch> ReadAsync(int partition, long afterSequence, int max, CancellationToken ct) =>
        new(_sources[partition], await _reader.ReadAsync(partition, afterSequence, max, ct));

    /// <summary>Returns once the partition has an event after that sequence; at once if it has.</summary>
    public Task WaitAsync(int partition, long afterSequence, CancellationToken ct) => _tails[partition].WaitPastAsync(afterSequence, ct);

    /// <summary>
    /// Every event with <paramref name="from"/> ≤ enqueued &lt; <paramref name="to"/> that is there when the scan begins, by enqueued
    /// time and, within a partition, by sequence. Finding the start costs some twenty row reads per partition.
    /// </summary>
    /// <exception cref="UnavailableException">The file cannot be read now.</exception>
    public IAsyncEnumerable<SourcedRecord> ScanAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        new LogScan(_archive, SourceOf).ReadAsync(from, to, [.. _tails.Select(tail => tail.Sequence)], ct);

    /// <summary>
    /// Makes a consumer group known, and answers its checkpoints by partition. A new group begins with the oldest event there is; from
    /// now on no event is trimmed that it has not consumed.
    /// </summary>
    /// <exception cref="UnavailableException">The file cannot be used now.</exception>
    public async Task<IReadOnlyList<long>> JoinAsync(string consumers, CancellationToken ct)
    {
        await WriteAsync(new RegisterWrite(consumers), ct);
        var lags = await LagAsync(consumers, ct);
        return [.. lags.Select(lag => lag.Checkpoint)];
    }

    /// <summary>Durably moves a group's checkpoint forwards; an earlier one than is stored changes nothing.</summary>
    /// <exception cref="UnavailableException">It could not be stored; the events since the last one may be seen again.</exception>
    public Task SaveCheckpointAsync(string consumers, int partition, long sequence, CancellationToken ct) =>
        WriteAsync(new CheckpointWrite(consumers, partition, sequence, !_options.KeepAsArchive), ct);

    /// <summary>How far a group is behind, by partition. A group that never joined is behind by everything.</summary>
    /// <exception cref="UnavailableException">The file cannot be read now.</exception>
    public async Task<IReadOnlyList<PartitionLag>> LagAsync(string consumers, CancellationToken ct)
    {
        var checkpoints = await _reader.CheckpointsAsync(consumers, ct);
        return [.. _tails.Select((tail, partition) => new PartitionLag(partition, checkpoints.GetValueOrDefault(partition), tail.Sequence))];
    }

    /// <summary>Writes what callers wait for, then closes; later calls throw <see cref="UnavailableException"/>.</summary>
    public void Dispose()
    {
        _reader.Dispose();
        _archive.Dispose();
        _writer.Dispose();
        _lock.Dispose();
    }

    private async Task WriteAsync(LogWrite write, CancellationToken ct)
    {
        try
        {
            await _writer.WriteAsync(write).WaitAsync(_options.Deadline, _time, ct);
        }
        catch (TimeoutException e)
        {
            throw new UnavailableException("stream", $"The event log did not write within {_options.Deadline}; its disk is slow or stuck.", e);
        }
    }

    private void Publish(LogTransaction transaction)
    {
        for (var partition = 0; partition < _tails.Length; partition++)
            _tails[partition].MoveTo(transaction.LastOf(partition));
    }
}
