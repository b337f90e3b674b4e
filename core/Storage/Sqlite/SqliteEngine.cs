namespace MerchantOps.Storage.Sqlite;

/// <summary>All that is open while the store is: the ownership of the file, its writer and its readers.</summary>
internal sealed class SqliteEngine : IDisposable
{
    private readonly StoreLock _lock;

    private SqliteEngine(StoreLock held, SqliteWriter writer, SqliteReaders readers)
    {
        _lock = held;
        Writer = writer;
        Readers = readers;
    }

    public SqliteWriter Writer { get; }

    public SqliteReaders Readers { get; }

    /// <exception cref="StoreInUseException">Another process has the file.</exception>
    public static SqliteEngine Open(SqliteFile file, TimeProvider time)
    {
        var held = StoreLock.Take(file.Path);
        try
        {
            return new SqliteEngine(held, new SqliteWriter(file, new SqliteWriteSession(file), time), new SqliteReaders(file));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Writer.Dispose();
        Readers.Dispose();
        _lock.Dispose();
    }
}
