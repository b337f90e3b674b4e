namespace MerchantOps.Fraud.Rules;

/// <summary>
/// How many orders a rule may stop before it is taken for a mistake: it is exceeded when the rule has stopped more than
/// <paramref name="Orders"/> of an interval and more than <paramref name="Share"/> of all that were decided in it.
/// </summary>
/// <param name="Orders">1 to 1,000,000.</param>
/// <param name="Share">0 (the number alone decides) to 1.</param>
/// <param name="Per">A minute to 30 days; intervals follow each other from 1970-01-01, by the time orders were placed.</param>
public sealed record RuleLimit(int Orders, double Share, TimeSpan Per)
{
    /// <summary>Which interval a time lies in.</summary>
    internal long IntervalOf(DateTimeOffset at) => (long)Math.Floor((at - DateTimeOffset.UnixEpoch) / Per);
}
