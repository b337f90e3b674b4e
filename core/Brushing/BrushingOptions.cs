using System.ComponentModel.DataAnnotations;

namespace MerchantOps.Brushing;

/// <summary>How the search for brushing is done.</summary>
public sealed record BrushingOptions
{
    /// <summary>Days of orders that are looked at together. Rings work for weeks: half as long finds markedly less of them.</summary>
    [Range(1, 60)]
    public int WindowDays { get; init; } = 28;

    /// <summary>From which probability on an order is taken as placed to brush.</summary>
    [Range(0.05, 0.999)]
    public double Threshold { get; init; } = 0.35;

    /// <summary>Fewer orders make no finding.</summary>
    [Range(2, 1_000)]
    public int MinOrders { get; init; } = 5;

    /// <summary>Of one merchant in a window; the newest when there are more. A hundred thousand take seconds and some 200 MB.</summary>
    [Range(1_000, 1_000_000)]
    public int MaxOrders { get; init; } = 200_000;

    /// <summary>Of the isolation forest.</summary>
    public int Seed { get; init; } = 1;
}
