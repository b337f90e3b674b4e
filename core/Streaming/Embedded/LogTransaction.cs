using MerchantOps.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace MerchantOps.Streaming.Embedded;

/// <summary>
/// The writing connection with all its statements. After a fault it is disposed and opened anew, so that nothing in memory
/// outlives a transaction that was not committed. Not thread-safe. Errors throw <see cref="SqliteException"/>.
/// </summary>
internal sealed class LogTransaction : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly LogTable[] _tables;
    private readonly SqliteStatement _begin, _commit, _register, _checkpoint, _slowest, _backfill;

    public LogTransaction(LogFile file)
    {
        _connection = file.OpenForWriting();
        try
        {
            Partitions = file.Prepare(_connection);
            _tables = [.. Enumerable.Range(0, Partitions).Select(partition => new LogTable(_connection, partition))];
            _begin = new SqliteStatement(_connection, "BEGIN IMMEDIATE");
            _commit = new SqliteStatement(_connection, "COMMIT");
            _register = new SqliteStatement(_connection, "INSERT OR IGNORE INTO checkpoints VALUES (?1, ?2, 0)");
            _checkpoint = new SqliteStatement(_connection, "UPDATE checkpoints SET sequence = ?3 WHERE consumers = ?1 AND partition = ?2 AND sequence < ?3");
            _slowest = new SqliteStatement(_connection, "SELECT MIN(sequence) FROM checkpoints WHERE partition = ?1");
            _backfill = new SqliteStatement(_connection, "PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public int Partitions { get; }

    /// <summary>UTC ticks that every event of this transaction gets; set by <see cref="Begin"/>.</summary>
    public long Enqueued { get; private set; }

    public long LastOf(int partition) => _tables[partition].Last;

    /// <summary>Enqueued times never fall, even when the clock is set back: the log is searched by them.</summary>
    public void Begin(DateTimeOffset now)
    {
        Enqueued = Math.Max(now.UtcTicks, _tables.Max(table => table.LastEnqueued));
        _begin.Run();
    }

    public void Append(int partition, ReadOnlySpan<byte> body) => _tables[partition].Append(Enqueued, body);

    /// <summary>Makes a consumer group known, at the start of every partition, unless it is known already.</summary>
    public void Register(ReadOnlySpan<byte> consumers)
    {
        _register.BindText(1, consumers);
        for (var partition = 0; partition < Partitions; partition++)
        {
            _register.Bind(2, partition);
            _register.Run();
        }
    }

    /// <summary>Moves a checkpoint forwards; one that is further already stays.</summary>
    public void MoveCheckpoint(ReadOnlySpan<byte> consumers, int partition, long sequence)
    {
        _checkpoint.BindText(1, consumers);
        _checkpoint.Bind(2, partition);
        _checkpoint.Bind(3, sequence);
        _checkpoint.Run();
    }

    /// <summary>Removes at most <paramref name="step"/> events that every known consumer group has behind it.</summary>
    public void Trim(int partition, int step)
    {
        _slowest.Bind(1, partition);
        if (_slowest.Scalar() is { } consumed)
            _tables[partition].Trim(consumed, step);
    }

    public void Commit() => _commit.Run();

    /// <summary>Copies the write-ahead log into the file, as far as readers allow.</summary>
    public void Backfill() => _backfill.Run();

    /// <summary>Rolls back what is not committed.</summary>
    public void Dispose()
    {
        foreach (var statement in new[] { _begin, _commit, _register, _checkpoint, _slowest, _backfill })
            statement.Dispose();
        foreach (var table in _tables)
            table.Dispose();
        _connection.Dispose();
    }
}
