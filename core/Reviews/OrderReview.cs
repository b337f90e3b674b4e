using System.Text.Json.Serialization;
using MerchantOps.Errors;
using MerchantOps.Fraud;
using MerchantOps.Orders;

namespace MerchantOps.Reviews;

/// <summary>A verdict on an order, the data of <c>order.reviewed</c>.</summary>
/// <param name="Order">The platform's own id of the order.</param>
/// <param name="Reviewer">Who said so: an operator's name, or <c>merchant/acme</c>.</param>
/// <param name="Note">Why, at most 2,000 characters.</param>
/// <param name="Case">The case it was decided with, if any.</param>
public sealed record OrderReview(string Order, ReviewVerdict Verdict, string Reviewer, DateTimeOffset At, string? Note = null, string? Case = null) : IOrderAct
{
    public const int MaxNote = 2_000;

    [JsonIgnore]
    public bool ByMerchant => Reviewer.StartsWith("merchant/", StringComparison.Ordinal);

    /// <summary>What may happen to the order from then on; null when that stays as it is.</summary>
    [JsonIgnore]
    public Outcome? Outcome => Verdict switch
    {
        ReviewVerdict.Good or ReviewVerdict.Release => Fraud.Outcome.Approve,
        ReviewVerdict.Hold => Fraud.Outcome.Review,
        ReviewVerdict.Fraud or ReviewVerdict.Decline => Fraud.Outcome.Decline,
        _ => null,
    };

    /// <exception cref="InvalidInputException">A field is missing or too long; the message names it.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Verdict))
            throw new InvalidInputException("invalid-verdict", "verdict must be good, fraud, fake, release, hold or decline.");
        if (Reviewer is not { Length: > 0 and <= 100 })
            throw new InvalidInputException("invalid-reviewer", "A review needs its reviewer, 1 to 100 characters.");
        if (Note?.Length > MaxNote)
            throw new InvalidInputException("invalid-note", $"note has at most {MaxNote} characters.");
    }
}

/// <summary>A verdict as it was taken in, for the audit.</summary>
/// <param name="Before">What might happen to the order until then; null while it was undecided.</param>
/// <param name="After">And from then on.</param>
/// <param name="Refused">Why it had no effect, a code; null when it had.</param>
public sealed record RecordedReview(
    ReviewVerdict Verdict, string Reviewer, DateTimeOffset At, string? Note, string? Case, Outcome? Before, Outcome? After, string? Refused = null);

/// <summary>An outcome set by a person in the place of the decided one.</summary>
/// <param name="Why">The note, or what led to it.</param>
public sealed record OutcomeOverride(Outcome Outcome, DateTimeOffset At, string By, string? Why);
