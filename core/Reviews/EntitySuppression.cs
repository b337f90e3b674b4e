using MerchantOps.Errors;
using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;

namespace MerchantOps.Reviews;

/// <summary>
/// A reviewer answers all alarms about an entity of an order for a while, the data of <c>entity.suppressed</c>. The entity is named by an
/// order and its kind, because its own value is personal and not kept.
/// </summary>
/// <param name="Order">The platform's own id of the order.</param>
/// <param name="Until">At most a year after <paramref name="At"/>; not after it lifts what was suppressed before.</param>
/// <param name="Note">Why, at most 2,000 characters.</param>
public sealed record EntitySuppression(string Order, EntityKind Kind, SuppressionMode Mode, DateTimeOffset Until, string By, DateTimeOffset At, string? Note = null) : IOrderAct
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromDays(366);

    /// <exception cref="InvalidInputException">A field is missing or out of range; the message names it.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Kind) || !Enum.IsDefined(Mode))
            throw new InvalidInputException("invalid-suppression", "kind must be person, shop, device, card, address, domain or network, and mode mute or block.");
        if (Until - At > MaxDuration)
            throw new InvalidInputException("invalid-until", "until may be a year ahead at most.");
        if (By is not { Length: > 0 and <= 100 })
            throw new InvalidInputException("invalid-reviewer", "A suppression needs its reviewer, 1 to 100 characters.");
        if (Note?.Length > OrderReview.MaxNote)
            throw new InvalidInputException("invalid-note", $"note has at most {OrderReview.MaxNote} characters.");
    }
}

/// <summary>What to suppress (<c>POST …/suppressions</c>).</summary>
public sealed record SuppressRequest(EntityKind Kind, SuppressionMode Mode, DateTimeOffset Until, string? Note = null);
