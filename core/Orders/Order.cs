using MerchantOps.Events;

namespace MerchantOps.Orders;

/// <summary>
/// An order in its canonical shape, whatever platform it came from (docs/schemas/order.json). Everything but id, time, amount and
/// currency may be missing.
/// </summary>
public sealed record Order
{
    /// <summary>The platform's own id of the order, unique within the shop. 1 to 120 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The number people see, such as <c>#1001</c>.</summary>
    public string? Number { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>What the buyer pays in all, freight and tax included; 0 to 1,000,000,000.</summary>
    public required Money Total { get; init; }

    /// <summary>The platform's own state in our words: placed, paid, fulfilled, cancelled, refunded.</summary>
    public string? Status { get; init; }

    /// <summary>Never null: generated deserialisers set what is absent to null.</summary>
    public IReadOnlyList<OrderLine> Lines { get; init => field = value ?? []; } = [];

    public Buyer? Buyer { get; init; }

    public Address? Billing { get; init; }

    public Address? Shipping { get; init; }

    public Payment? Payment { get; init; }

    public Device? Device { get; init; }

    /// <summary>Where the buyer came from, such as <c>ads</c> or <c>search</c>.</summary>
    public string? Channel { get; init; }

    /// <summary>A test order of the shop: decided, but never a signal or a label.</summary>
    public bool Test { get; init; }
}

/// <param name="Quantity">0 (taken off the order) to 1,000,000.</param>
/// <param name="Price">Of one unit, as text in the order's currency.</param>
public sealed record OrderLine(string? Product, string? Sku, string? Title, int Quantity, decimal Price);

/// <param name="Id">The shop's id of the customer; null for a guest.</param>
/// <param name="RegisteredAt">When the account was made.</param>
/// <param name="Orders">How many orders the platform says this customer placed before.</param>
public sealed record Buyer(
    string? Id = null, string? Email = null, string? Phone = null, string? Name = null, DateTimeOffset? RegisteredAt = null, int? Orders = null, int? Age = null);

/// <param name="Country">ISO 3166-1 alpha-2, upper case.</param>
public sealed record Address(
    string? Name = null, string? Line1 = null, string? Line2 = null, string? City = null, string? Region = null, string? PostalCode = null, string? Country = null);

/// <param name="Method">card, wallet, bank, cash-on-delivery, …</param>
/// <param name="Fingerprint">The same instrument has the same value; never a card number.</param>
/// <param name="Country">Where it was issued, ISO 3166-1 alpha-2.</param>
public sealed record Payment(string? Method = null, string? Gateway = null, string? Fingerprint = null, string? Bin = null, string? Last4 = null, string? Country = null);

/// <param name="Id">A device or browser fingerprint.</param>
/// <param name="Country">Of the IP address, when the platform tells.</param>
public sealed record Device(string? Id = null, string? Ip = null, string? UserAgent = null, string? Country = null);

/// <summary>Something that happened to an order after it was placed (docs/schemas/order-change.json).</summary>
/// <param name="Order">The platform's own id of the order.</param>
/// <param name="Amount">Paid, refunded or charged back; null when the platform does not tell.</param>
/// <param name="Reason">The platform's or the bank's own word.</param>
public sealed record OrderChange(string Order, DateTimeOffset At, Money? Amount = null, string? Reason = null, string? Tracking = null) : IOrderAct;
