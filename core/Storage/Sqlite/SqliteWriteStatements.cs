using System.Globalization;
using Microsoft.Data.Sqlite;

namespace MerchantOps.Storage.Sqlite;

/// <summary>One prepared statement per kind of write; each decides by itself, so a write is one statement. Not thread-safe.</summary>
internal sealed class SqliteWriteStatements(SqliteConnection connection) : IDisposable
{
    // Parameters: 1 key, 2 new version, 3 expires, 4 json, 5 now, 6 version expected.
    private const string Insert = "INSERT INTO documents (key, version, expires, json) VALUES (?1, ?2, ?3, ?4) ";
    private const string OrUpdate = "ON CONFLICT (key) DO UPDATE SET version = ?2, expires = ?3, json = ?4 ";
    private const string Unchanged = "WHERE key = ?1 AND version = ?6 AND (expires IS NULL OR expires > ?5)";

    private readonly SqliteStatement _create = new(connection, Insert + OrUpdate + "WHERE documents.expires <= ?5");
    private readonly SqliteStatement _replace = new(connection, "UPDATE documents SET version = ?2, expires = ?3, json = ?4 " + Unchanged);
    private readonly SqliteStatement _upsert = new(connection, Insert + OrUpdate);
    private readonly SqliteStatement _delete = new(connection, "DELETE FROM documents WHERE key = ?1");
    private readonly SqliteStatement _deleteUnchanged = new(connection, "DELETE FROM documents " + Unchanged);

    /// <param name="version">The version that the document has afterwards.</param>
    /// <param name="now">Unix milliseconds.</param>
    public SaveResult Apply(in DocumentWrite write, long version, long now)
    {
        var statement = StatementOf(write);
        Span<byte> key = stackalloc byte[SqliteKey.MaxBytes];
        statement.BindText(1, SqliteKey.Of(write.Key, key));
        if (write.Kind != WriteKind.Delete)
        {
            statement.Bind(2, version);
            statement.Bind(3, write.ExpiresAt?.ToUnixTimeMilliseconds());
            statement.BindBlob(4, write.Json.Span);
        }

        if (write.Kind is WriteKind.Create || write.ETag is not null)
            statement.Bind(5, now);
        if (write.ETag is not null)
            statement.Bind(6, long.TryParse(write.ETag, CultureInfo.InvariantCulture, out var expected) ? expected : null);

        var changed = statement.Run() > 0;
        return write.Kind switch
        {
            WriteKind.Create when !changed => new SaveResult(SaveStatus.Conflict, null),
            WriteKind.Delete => new SaveResult(changed || write.ETag is null ? SaveStatus.Saved : SaveStatus.Stale, null),
            _ when !changed => new SaveResult(SaveStatus.Stale, null),
            _ => new SaveResult(SaveStatus.Saved, version.ToString(CultureInfo.InvariantCulture)),
        };
    }

    public void Dispose()
    {
        _create.Dispose();
        _replace.Dispose();
        _upsert.Dispose();
        _delete.Dispose();
        _deleteUnchanged.Dispose();
    }

    private SqliteStatement StatementOf(in DocumentWrite write) => write.Kind switch
    {
        WriteKind.Create => _create,
        WriteKind.Replace => _replace,
        WriteKind.Upsert => _upsert,
        WriteKind.Delete when write.ETag is null => _delete,
        WriteKind.Delete => _deleteUnchanged,
        _ => throw new ArgumentOutOfRangeException(nameof(write), write.Kind, "No such kind of write."),
    };
}
