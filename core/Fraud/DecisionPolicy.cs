using System.Globalization;
using MerchantOps.Errors;

namespace MerchantOps.Fraud;

/// <summary>
/// What a wrong decision costs a merchant; decisions weigh the probability of fraud against it (docs/schemas/decision-policy.json).
/// Amounts are in dollars; orders in other currencies are compared by <see cref="Signals.CurrencyScale"/>. Immutable.
/// </summary>
/// <param name="Version">0 for the defaults, then 1, 2, … per merchant. Every version is kept, so that an old decision can be made again.</param>
/// <param name="Margin">The part of an order's total that a good sale earns, 0 to 1: lost when a good order is declined; the rest is lost with a fraud.</param>
/// <param name="ChargebackFee">What the bank charges for a chargeback beside the amount, 0 to 1,000 dollars.</param>
/// <param name="ReviewCost">What a look at an order costs, 0 to 1,000 dollars.</param>
/// <param name="ReviewCatchRate">The share of frauds that a reviewer recognises, 0 to 1.</param>
/// <param name="ControlShare">
/// The share of orders to be stopped that are let go at random, 0 to 0.1, because what is stopped never shows whether it was fraud.
/// </param>
/// <param name="ChangedAt">When this version was set; null for the defaults.</param>
/// <param name="ChangedBy">Who set it; null for the defaults.</param>
public sealed record DecisionPolicy(
    int Version = 0, double Margin = 0.3, double ChargebackFee = 20, double ReviewCost = 3, double ReviewCatchRate = 0.85, double ControlShare = 0.01,
    DateTimeOffset? ChangedAt = null, string? ChangedBy = null)
{
    public const double MaxDollars = 1_000, MaxControlShare = 0.1;

    /// <summary>What holds for a merchant that has set nothing.</summary>
    public static readonly DecisionPolicy Default = new();

    /// <exception cref="InvalidInputException">A value is out of its range; the message names the field and the range.</exception>
    public void Validate()
    {
        Check(Margin, 1, "margin");
        Check(ChargebackFee, MaxDollars, "chargebackFee");
        Check(ReviewCost, MaxDollars, "reviewCost");
        Check(ReviewCatchRate, 1, "reviewCatchRate");
        Check(ControlShare, MaxControlShare, "controlShare");
    }

    private static void Check(double value, double max, string field)
    {
        // Written so that NaN is out of range too.
        if (!(value >= 0 && value <= max))
            throw new InvalidInputException("invalid-policy", string.Create(CultureInfo.InvariantCulture, $"{field} must lie between 0 and {max}."));
    }
}

/// <summary>What to change of a policy; null stays as it is.</summary>
public sealed record DecisionPolicyChange(
    double? Margin = null, double? ChargebackFee = null, double? ReviewCost = null, double? ReviewCatchRate = null, double? ControlShare = null)
{
    /// <summary>The policy with the change, of the same version.</summary>
    public DecisionPolicy Apply(DecisionPolicy policy) => policy with
    {
        Margin = Margin ?? policy.Margin,
        ChargebackFee = ChargebackFee ?? policy.ChargebackFee,
        ReviewCost = ReviewCost ?? policy.ReviewCost,
        ReviewCatchRate = ReviewCatchRate ?? policy.ReviewCatchRate,
        ControlShare = ControlShare ?? policy.ControlShare,
    };
}
