namespace MerchantOps.Fraud.Rules;

/// <summary>A rule whose condition held.</summary>
/// <param name="Mode">On or shadow.</param>
/// <param name="Score">How much it counts, 0 to 1; 0 for a rule that gives an outcome.</param>
/// <param name="Outcome">What it demands; null for a rule that gives a score.</param>
/// <param name="Values">The order's own values for its text, see <see cref="RuleSet.TextOf"/>.</param>
/// <param name="Limited">It has stopped more orders than it may, and does not count until an operator resumes it.</param>
public sealed record FiredRule(string Code, RuleMode Mode, double Score, Outcome? Outcome, IReadOnlyList<string> Values, bool Limited)
{
    /// <summary>Whether it has an effect.</summary>
    public bool Counts => Mode == RuleMode.On && !Limited;
}
