using System.ComponentModel.DataAnnotations;

namespace MerchantOps.Shops;

/// <summary>Bound from the section <c>Shops</c>.</summary>
public sealed class ShopOptions
{
    /// <summary>How long a read is remembered: within this time every instance knows of a new secret.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan CacheLifetime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many shops, known or asked for in vain, are remembered at once.</summary>
    [Range(1, 1_000_000)]
    public int CacheCapacity { get; set; } = 20_000;
}
