using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MerchantOps.Storage.Sqlite;

/// <summary>A read connection with its prepared statements. Not thread-safe; <see cref="SqliteReaders"/> lends it to one caller at a time.</summary>
internal sealed class SqliteReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _end;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _list;

    public SqliteReader(SqliteFile file)
    {
        _connection = file.OpenReader();
        _begin = new SqliteStatement(_connection, "BEGIN");
        _end = new SqliteStatement(_connection, "COMMIT");
        _find = new SqliteStatement(_connection, "SELECT version, json, expires FROM documents WHERE key = ?1 AND (expires IS NULL OR expires > ?2)");
        _list = new SqliteStatement(_connection, """
            SELECT version, json, expires, key FROM documents WHERE key >= ?1 AND key < ?2 AND (expires IS NULL OR expires > ?3) ORDER BY key LIMIT ?4
            """);
    }

    /// <param name="now">Unix milliseconds.</param>
    public Document? Find(in DocumentKey key, long now)
    {
        try
        {
            Span<byte> buffer = stackalloc byte[SqliteKey.MaxBytes];
            _find.BindText(1, SqliteKey.Of(key, buffer));
            _find.Bind(2, now);
            return _find.Step() ? Read(_find, key) : null;
        }
        finally
        {
            _find.Reset();
        }
    }

    /// <summary>One read transaction for all, which spares each its own locks.</summary>
    public Document?[] FindMany(IReadOnlyList<DocumentKey> keys, ReadBudget budget)
    {
        var documents = new Document?[keys.Count];
        _begin.Run();
        try
        {
            for (var i = 0; i < documents.Length; i++)
            {
                budget.Check();
                documents[i] = Find(keys[i], budget.Now);
            }
        }
        finally
        {
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                _end.Run();
        }

        return documents;
    }

    public List<Document> List(in DocumentRange range, int limit, string? after, ReadBudget budget)
    {
        try
        {
            Span<byte> buffer = stackalloc byte[SqliteKey.MaxBytes];
            _list.BindText(1, SqliteKey.Lower(range, after, buffer));
            _list.BindText(2, SqliteKey.Upper(range, buffer));
            _list.Bind(3, budget.Now);
            _list.Bind(4, limit);
            var documents = new List<Document>();
            while (_list.Step())
            {
                budget.Check();
                documents.Add(Read(_list, new DocumentKey(range.Container, range.Partition, SqliteKey.IdOf(_list.Bytes(3), range))));
            }

            return documents;
        }
        finally
        {
            _list.Reset();
        }
    }

    public void Dispose()
    {
        _list.Dispose();
        _find.Dispose();
        _end.Dispose();
        _begin.Dispose();
        _connection.Dispose();
    }

    private static Document Read(SqliteStatement row, in DocumentKey key) =>
        new(key, row.Bytes(1).ToArray(), row.Int64(0).ToString(CultureInfo.InvariantCulture), Expires: !row.IsNull(2));
}
