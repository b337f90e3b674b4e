namespace MerchantOps.Fraud.Rules;

/// <summary>The rule sets of this installation: the one in force, and every earlier one, so that old decisions still tell why. Thread-safe.</summary>
public interface IRuleBook
{
    /// <summary>The rule set in force and what its rules may still stop; the shipped one until the store was read. Read it once per decision.</summary>
    ActiveRules Current { get; }

    /// <summary>Follows what is stored, at most every ten seconds, so that every instance decides alike; also tells the others what was stopped here.</summary>
    Task RefreshAsync(CancellationToken ct);

    /// <summary>The rule set of that version, or null when there never was one. From memory after the first time.</summary>
    ValueTask<RuleSet?> FindAsync(int version, CancellationToken ct);
}

/// <summary>A rule set with the limits of its rules.</summary>
public sealed record ActiveRules(RuleSet Rules, RuleLimits Limits)
{
    /// <summary>As <see cref="RuleSet.Evaluate"/>, counted against the limits.</summary>
    public void Evaluate(in RuleInputs inputs, List<FiredRule> fired) => Rules.Evaluate(inputs, Limits, fired);
}
