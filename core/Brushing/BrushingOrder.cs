namespace MerchantOps.Brushing;

/// <summary>
/// An order as the search for brushing sees it. Buyer, device, address, card and network are opaque: the same value is the same one,
/// null is not told.
/// </summary>
public sealed record BrushingOrder
{
    public required string Merchant { get; init; }

    public required string Shop { get; init; }

    /// <summary>Unique within the shop.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The listing that most of the money was for.</summary>
    public string? Product { get; init; }

    /// <summary>Of one unit of <see cref="Product"/>, in any unit of money that is the same for all orders of the listing; null when unknown.</summary>
    public double? Price { get; init; }

    /// <summary>Units of <see cref="Product"/>.</summary>
    public int Quantity { get; init; } = 1;

    /// <summary>The account, or what stands for a guest.</summary>
    public string? Buyer { get; init; }

    /// <summary>When the account was made.</summary>
    public DateTimeOffset? RegisteredAt { get; init; }

    public string? Device { get; init; }

    /// <summary>Where the goods went.</summary>
    public string? Address { get; init; }

    /// <summary>The payment instrument.</summary>
    public string? Card { get; init; }

    /// <summary>The IP address or its /24.</summary>
    public string? Network { get; init; }

    public DateTimeOffset? FulfilledAt { get; init; }

    /// <summary>When money was first given back; null when none was.</summary>
    public DateTimeOffset? RefundedAt { get; init; }

    /// <summary>Share of the order's total that was given back, 0 to 1.</summary>
    public double RefundedShare { get; init; }
}
