using System.Text;
using MerchantOps.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace MerchantOps.Streaming.Embedded;

/// <summary>What is read from the log's file, over one connection. Not thread-safe. Errors throw <see cref="SqliteException"/>.</summary>
internal sealed class LogQueries : IDisposable
{
    // A batch of the largest events would otherwise be 256 MB.
    private const int MaxBytes = 4 << 20;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<int, SqliteStatement> _after = [];

    public LogQueries(LogFile file) => _connection = file.OpenForReading();

    /// <summary>Events after a sequence, in order, at most <paramref name="max"/> and about 4 MB of them, but at least one if there is one.</summary>
    public IReadOnlyList<StreamRecord> Read(int partition, long after, int max)
    {
        var rows = After(partition);
        rows.Bind(1, after);
        rows.Bind(2, max);
        try
        {
            var records = new List<StreamRecord>();
            for (var bytes = 0; bytes < MaxBytes && rows.Step();)
            {
                var body = rows.Bytes(2).ToArray();
                records.Add(new StreamRecord(rows.Int64(0), new DateTimeOffset(rows.Int64(1), TimeSpan.Zero), body));
                bytes += body.Length;
            }

            return records;
        }
        finally
        {
            rows.Reset();
        }
    }

    /// <summary>The lowest sequence enqueued at that time (UTC ticks) or later; null when there is none.</summary>
    /// <remarks>Enqueued times never fall along a partition, so halving finds it: twenty rows are looked at among a million.</remarks>
    public long? FindFirst(int partition, long enqueued)
    {
        var table = LogFile.Table(partition);
        using var newest = new SqliteStatement(_connection, $"SELECT sequence FROM {table} WHERE enqueued >= ?1 AND sequence = (SELECT MAX(sequence) FROM {table})");
        using var oldest = new SqliteStatement(_connection, $"SELECT MIN(sequence) FROM {table}");
        // The row may have been trimmed meanwhile; the next one then tells as much.
        using var probe = new SqliteStatement(_connection, $"SELECT enqueued FROM {table} WHERE sequence >= ?1 ORDER BY sequence LIMIT 1");
        newest.Bind(1, enqueued);
        if (newest.Scalar() is not { } high || oldest.Scalar() is not { } low)
            return null;

        while (low < high)
        {
            var middle = low + (high - low) / 2;
            probe.Bind(1, middle);
            if (probe.Scalar() < enqueued)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>The checkpoint of a group by partition; a group that was never seen has none.</summary>
    public IReadOnlyDictionary<int, long> Checkpoints(string consumers)
    {
        using var rows = new SqliteStatement(_connection, "SELECT partition, sequence FROM checkpoints WHERE consumers = ?1");
        rows.BindText(1, Encoding.UTF8.GetBytes(consumers));
        var checkpoints = new Dictionary<int, long>();
        while (rows.Step())
            checkpoints[(int)rows.Int64(0)] = rows.Int64(1);
        return checkpoints;
    }

    public void Dispose()
    {
        foreach (var statement in _after.Values)
            statement.Dispose();
        _connection.Dispose();
    }

    private SqliteStatement After(int partition)
    {
        if (!_after.TryGetValue(partition, out var statement))
            _after[partition] = statement = new SqliteStatement(
                _connection, $"SELECT sequence, enqueued, body FROM {LogFile.Table(partition)} WHERE sequence > ?1 ORDER BY sequence LIMIT ?2");
        return statement;
    }
}
