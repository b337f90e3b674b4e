using System.ComponentModel.DataAnnotations;

namespace MerchantOps.Storage;

/// <summary>Bound from the section <c>Store</c>.</summary>
public sealed class StoreOptions
{
    /// <summary>Cosmos takes 2 MiB with its own fields; what is left is ours. Bytes of UTF-8 JSON.</summary>
    public const int MaxDocumentBytes = 1_992_294;

    /// <summary>No call takes longer than this, retries included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:02:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(10);
}
