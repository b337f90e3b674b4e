using MerchantOps.Errors;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MerchantOps.Storage.Sqlite;

/// <summary>What SQLite's result codes mean for a caller of the store.</summary>
internal static class SqliteFaults
{
    /// <summary>Another process holds the lock for a moment.</summary>
    public static bool IsBusy(SqliteException fault) => fault.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    public static Exception Translate(SqliteException fault, string path) => fault.SqliteErrorCode switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new StoreDamagedException(path, fault),
        raw.SQLITE_FULL => new UnavailableException("store", $"{path} cannot grow: the disk or the store's size limit is reached.", fault),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new UnavailableException("store", $"{path} is locked by another program.", fault),
        raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_NOMEM =>
            new UnavailableException("store", $"{path} cannot be read or written now: {fault.Message}", fault),
        _ => fault,
    };
}
