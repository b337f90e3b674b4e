using System.ComponentModel.DataAnnotations;

namespace MerchantOps.Demo;

/// <summary>What to generate. The same options yield the same history, byte for byte.</summary>
public sealed record MarketplaceOptions
{
    /// <summary>How many simulated days end at <see cref="Now"/>.</summary>
    public const int Days = 30;

    public int Seed { get; init; } = 1;

    [Range(2, 48)]
    public int Merchants { get; init; } = 8;

    /// <summary>Orders in all, frauds among them.</summary>
    [Range(500, 200_000)]
    public int Orders { get; init; } = 4_000;

    /// <summary>The end of the history, UTC; nothing happens later.</summary>
    public required DateTimeOffset Now { get; init; }

    public DateTimeOffset Start => Now.AddDays(-Days);
}
