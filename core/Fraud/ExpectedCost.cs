namespace MerchantOps.Fraud;

/// <summary>
/// What each outcome costs a merchant on average, in dollars: an approved fraud loses the goods and a fee, a declined good order loses its
/// margin, a review costs a look and misses some frauds (cost-sensitive decisions; Elkan, "The foundations of cost-sensitive learning", 2001).
/// </summary>
public readonly record struct ExpectedCost(double Approve, double Review, double Decline)
{
    /// <param name="probability">Of fraud, 0 to 1.</param>
    /// <param name="amount">The order's total, about in dollars.</param>
    public static ExpectedCost Of(double probability, double amount, DecisionPolicy policy)
    {
        var loss = (amount * (1 - policy.Margin)) + policy.ChargebackFee;
        return new ExpectedCost(
            probability * loss,
            policy.ReviewCost + (probability * (1 - policy.ReviewCatchRate) * loss),
            (1 - probability) * policy.Margin * amount);
    }

    /// <summary>The cheapest; of equal ones the mildest.</summary>
    public Outcome Cheapest => Approve <= Review && Approve <= Decline ? Outcome.Approve : Review <= Decline ? Outcome.Review : Outcome.Decline;
}
