using System.Globalization;
using MerchantOps.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace MerchantOps.Streaming.Embedded;

/// <summary>The writer's statements on the table of one partition. Not thread-safe.</summary>
internal sealed class LogTable : IDisposable
{
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _trim;

    public LogTable(SqliteConnection connection, int partition)
    {
        var table = LogFile.Table(partition);
        using (var last = new SqliteStatement(connection, $"SELECT sequence, enqueued FROM {table} ORDER BY sequence DESC LIMIT 1"))
        {
            if (last.Step())
                (Last, LastEnqueued) = (last.Int64(0), last.Int64(1));
        }

        _insert = new SqliteStatement(connection, $"INSERT INTO {table} VALUES (?1, ?2, ?3)");
        // The last row always stays: it holds the place from which sequences go on.
        _trim = new SqliteStatement(connection, string.Create(
            CultureInfo.InvariantCulture, $"DELETE FROM {table} WHERE sequence <= ?1 AND sequence < ?2 AND sequence < (SELECT MIN(sequence) FROM {table}) + ?3"));
    }

    /// <summary>The last sequence written, committed or not; 0 in an empty table.</summary>
    public long Last { get; private set; }

    /// <summary>UTC ticks of that event.</summary>
    public long LastEnqueued { get; private set; }

    public void Append(long enqueued, ReadOnlySpan<byte> body)
    {
        _insert.Bind(1, Last + 1);
        _insert.Bind(2, enqueued);
        _insert.BindBlob(3, body);
        _insert.Run();
        (Last, LastEnqueued) = (Last + 1, enqueued);
    }

    /// <summary>Removes at most <paramref name="step"/> of the oldest events, none after <paramref name="consumed"/>.</summary>
    public void Trim(long consumed, int step)
    {
        _trim.Bind(1, consumed);
        _trim.Bind(2, Last);
        _trim.Bind(3, step);
        _trim.Run();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _trim.Dispose();
    }
}
