using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MerchantOps.Storage.Sqlite;

/// <summary>The write connection, one transaction at a time. Used by the writer's thread only.</summary>
internal sealed class SqliteWriteSession : IDisposable
{
    private static readonly TimeSpan s_sweepInterval = TimeSpan.FromMinutes(1);

    /// <summary>Keeps a sweep from delaying the writes it travels with.</summary>
    private const int SweepLimit = 500;

    private readonly SqliteConnection _connection;
    private readonly SqliteWriteStatements _writes;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _sweep;
    private readonly SqliteStatement _saveVersion;
    private long _version;
    private DateTimeOffset _sweptAt;

    public SqliteWriteSession(SqliteFile file)
    {
        _connection = file.OpenWriter();
        _writes = new SqliteWriteStatements(_connection);
        _begin = new SqliteStatement(_connection, "BEGIN IMMEDIATE");
        _commit = new SqliteStatement(_connection, "COMMIT");
        _sweep = new SqliteStatement(_connection, $"""
            DELETE FROM documents WHERE key IN (SELECT key FROM documents WHERE expires <= ?1 LIMIT {SweepLimit})
            """);
        _saveVersion = new SqliteStatement(_connection, "UPDATE last_version SET version = ?1");
        _version = SqliteFile.Scalar(_connection, "SELECT version FROM last_version");
    }

    /// <summary>Carries out the writes of all requests that still have a caller in one durable transaction, or none of them.</summary>
    public void Commit(IReadOnlyList<WriteRequest> requests, DateTimeOffset now)
    {
        _begin.Run();
        try
        {
            foreach (var request in requests)
                Apply(request, now.ToUnixTimeMilliseconds());
            if (now - _sweptAt >= s_sweepInterval)
                Sweep(now);
            _saveVersion.Bind(1, _version);
            _saveVersion.Run();
            _commit.Run();
        }
        finally
        {
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                SqliteFile.Execute(_connection, "ROLLBACK");
        }
    }

    public void Dispose()
    {
        _saveVersion.Dispose();
        _sweep.Dispose();
        _commit.Dispose();
        _begin.Dispose();
        _writes.Dispose();
        _connection.Dispose();
    }

    private void Apply(WriteRequest request, long now)
    {
        if (request.IsAbandoned)
            return;
        for (var i = 0; i < request.Results.Length; i++)
            request.Results[i] = _writes.Apply(request.Writes[i], ++_version, now);
    }

    /// <summary>Expired documents are invisible already; this only gives their space back.</summary>
    private void Sweep(DateTimeOffset now)
    {
        _sweep.Bind(1, now.ToUnixTimeMilliseconds());
        if (_sweep.Run() < SweepLimit)
            _sweptAt = now;
    }
}
