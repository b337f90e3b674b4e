using System.Globalization;
using MerchantOps.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace MerchantOps.Streaming.Embedded;

/// <summary>
/// Opens connections to the log's file and makes its tables. Each partition is a table of its own, so that appending only ever touches
/// the last page of a table, reading a partition reads neighbouring pages, and sequences have no gaps.
/// </summary>
internal sealed class LogFile(string path, StreamOptions options)
{
    private const int FormatVersion = 1;
    private const int PageBytes = 4096;

    public string Path => path;

    /// <summary>The one connection that writes and checkpoints; durable at each commit.</summary>
    /// <remarks>
    /// SQLite before 3.51.3 can corrupt a file when one connection copies its write-ahead log while another one commits (the "WAL-reset
    /// bug"). Therefore the writer alone does it, when it is idle or the log has grown long, and no connection does it by itself.
    /// </remarks>
    public SqliteConnection OpenForWriting() => Open(SqliteOpenMode.ReadWriteCreate, string.Create(
        CultureInfo.InvariantCulture, $"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA max_page_count = {options.MaxLogBytes / PageBytes}"));

    /// <summary>A connection that sees whole commits and never delays the writer.</summary>
    public SqliteConnection OpenForReading() => Open(SqliteOpenMode.ReadWrite, "PRAGMA query_only = 1");

    /// <summary>Makes the tables of a new file, and answers how many partitions the file has, which is fixed when it is made.</summary>
    /// <exception cref="NotSupportedException">A newer version of this software made the file.</exception>
    public int Prepare(SqliteConnection writer)
    {
        var version = SqliteFile.Scalar(writer, "PRAGMA user_version");
        if (version > FormatVersion)
            throw new NotSupportedException($"{path} was written by a newer version of MerchantOps (format {version}, this one knows {FormatVersion}).");
        if (version == 0)
            Create(writer);
        return (int)SqliteFile.Scalar(writer, "SELECT value FROM settings WHERE name = 'partitions'");
    }

    /// <summary>Rows are events; <c>enqueued</c> is in UTC ticks and never falls from one sequence to the next.</summary>
    public static string Table(int partition) => string.Create(CultureInfo.InvariantCulture, $"events_{partition}");

    private void Create(SqliteConnection writer)
    {
        var tables = Enumerable.Range(0, options.Partitions).Select(
            partition => $"CREATE TABLE {Table(partition)} (sequence INTEGER PRIMARY KEY, enqueued INTEGER NOT NULL, body BLOB NOT NULL);");
        SqliteFile.Execute(writer, string.Create(CultureInfo.InvariantCulture, $"""
            BEGIN IMMEDIATE;
            CREATE TABLE settings (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
            INSERT INTO settings VALUES ('partitions', {options.Partitions});
            CREATE TABLE checkpoints (consumers TEXT, partition INTEGER, sequence INTEGER NOT NULL, PRIMARY KEY (consumers, partition)) WITHOUT ROWID;
            {string.Concat(tables)}
            PRAGMA user_version = {FormatVersion};
            COMMIT
            """));
    }

    private SqliteConnection Open(SqliteOpenMode mode, string settings)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            SqliteFile.Execute(connection, "PRAGMA busy_timeout = 500; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -2048; " + settings);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
