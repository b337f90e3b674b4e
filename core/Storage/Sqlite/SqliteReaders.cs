using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace MerchantOps.Storage.Sqlite;

/// <summary>Read connections, opened as callers come at the same time and then kept. Readers never wait for the writer. Thread-safe.</summary>
internal sealed class SqliteReaders(SqliteFile file) : IDisposable
{
    private readonly ConcurrentBag<SqliteReader> _idle = [];
    private volatile bool _closed;

    /// <summary>
    /// Runs on the calling thread, which a point read holds for some ten microseconds; their number bounds the connections.
    /// While another program locks the file, it is tried again until the budget is spent.
    /// </summary>
    public T Read<T>(Func<SqliteReader, ReadBudget, T> read, ReadBudget budget)
    {
        while (true)
        {
            budget.Check();
            try
            {
                return ReadOnce(read, budget);
            }
            catch (SqliteException fault) when (SqliteFaults.IsBusy(fault) && !budget.IsSpent)
            {
                // SQLite has waited its busy timeout already.
            }
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var reader))
            reader.Dispose();
    }

    /// <summary>A connection that has failed is not used again.</summary>
    private T ReadOnce<T>(Func<SqliteReader, ReadBudget, T> read, ReadBudget budget)
    {
        var reader = _idle.TryTake(out var idle) ? idle : new SqliteReader(file);
        var sound = false;
        try
        {
            var result = read(reader, budget);
            sound = true;
            return result;
        }
        finally
        {
            if (sound && !_closed)
                _idle.Add(reader);
            else
                reader.Dispose();
        }
    }
}
