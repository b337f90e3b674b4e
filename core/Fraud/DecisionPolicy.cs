using MerchantOps.Errors;

namespace MerchantOps.Fraud;

/// <summary>
/// What a wrong decision costs a merchant; decisions weigh the probability of fraud against it. Amounts are in dollars (orders in other
/// currencies are compared by <see cref="CurrencyScale"/>). Immutable; every version is kept, so that an old decision can be made again.
/// </summary>
public sealed record DecisionPolicy
{
    /// <summary>What holds for a merchant that has set nothing.</summary>
    public static readonly DecisionPolicy Default = new();

    /// <summary>0 for the defaults, then 1, 2, … per merchant.</summary>
    public int Version { get; init; }

    /// <summary>The part of an order's total that a good sale earns, 0 to 1: lost when a good order is declined; the rest is lost with a fraud.</summary>
    public double Margin { get; init; } = 0.3;

    /// <summary>What the bank charges for a chargeback beside the amount, 0 to 1,000 dollars.</summary>
    public double ChargebackFee { get; init; } = 20;

    /// <summary>What a look at an order costs, 0 to 1,000 dollars.</summary>
    public double ReviewCost { get; init; } = 3;

    /// <summary>The share of frauds that a reviewer recognises, 0 to 1.</summary>
    public double ReviewCatchRate { get; init; } = 0.85;

    /// <summary>The share of orders to be stopped that are let go at random, 0 to 0.1, because what is stopped never shows whether it was fraud.</summary>
    public double ControlShare { get; init; } = 0.01;

    /// <exception cref="InvalidInputException">A value is out of its range; the message names the field and the range.</exception>
    public void Validate()
    {
        Check(Margin, 1, "margin");
        Check(ChargebackFee, 1000, "chargebackFee");
        Check(ReviewCost, 1000, "reviewCost");
        Check(ReviewCatchRate, 1, "reviewCatchRate");
        Check(ControlShare, 0.1, "controlShare");
    }

    private static void Check(double value, double max, string field)
    {
        if (!(value >= 0 && value <= max))
            throw new InvalidInputException("invalid-policy", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{field} must lie between 0 and {max}."));
    }
}
