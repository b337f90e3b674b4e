using System.ComponentModel.DataAnnotations;

namespace MerchantOps.Storage.Sqlite;

/// <summary>Bound from the section <c>Store:Sqlite</c>.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>The store refuses writes rather than grow beyond this, so that it cannot fill a disk that others share. Bytes.</summary>
    [Range(1L << 20, 1L << 46)]
    public long MaxBytes { get; set; } = 1L << 46;
}
