using System.ComponentModel.DataAnnotations;

namespace MerchantOps.Storage.Caching;

/// <summary>Bound from the section <c>Store:Cache</c>.</summary>
public sealed class CacheOptions
{
    /// <summary>About how much is kept, keys and bookkeeping included. 0 keeps nothing.</summary>
    [Range(0, 1 << 30)]
    public int MaxBytes { get; set; } = 16 << 20;

    /// <summary>How old an answer may be, in seconds: how late this process may see what another one has written.</summary>
    [Range(0.0, 60.0)]
    public double MaxAgeSeconds { get; set; } = 5;
}
