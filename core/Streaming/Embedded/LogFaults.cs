using MerchantOps.Errors;
using MerchantOps.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MerchantOps.Streaming.Embedded;

/// <summary>What callers see of the log's faults.</summary>
internal static class LogFaults
{
    public static UnavailableException Closed() => new("stream", "The event log is closed.");

    public static Exception Translate(SqliteException fault, string path) => fault.SqliteErrorCode switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new StoreDamagedException(path, fault),
        raw.SQLITE_FULL => new UnavailableException("stream", $"{path} cannot grow: the disk or Stream:MaxLogBytes is full.", fault),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new UnavailableException("stream", $"{path} is locked by another program.", fault),
        _ => new UnavailableException("stream", $"{path} cannot be read or written now: {fault.Message}", fault),
    };
}
