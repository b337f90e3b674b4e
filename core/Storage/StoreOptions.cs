using System.ComponentModel.DataAnnotations;

namespace MerchantOps.Storage;

/// <summary>Bound from the section <c>Store</c>.</summary>
public sealed class StoreOptions
{
    /// <summary>Cosmos takes 2 MiB with its own fields; what is left is ours. Bytes of UTF-8 JSON.</summary>
    public const int MaxDocumentBytes = 1_992_294;

    public StoreKind Kind { get; set; } = StoreKind.Sqlite;

    /// <summary>No call takes longer than this, retries included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:02:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(10);
}

public enum StoreKind
{
    /// <summary>A file of the data folder, owned by one process.</summary>
    Sqlite,

    /// <summary>Azure Cosmos DB, shared by any number of processes.</summary>
    Cosmos,
}
