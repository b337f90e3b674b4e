namespace MerchantOps.Fraud;

/// <summary>The policies of merchants. Thread-safe.</summary>
public interface IDecisionPolicies
{
    /// <summary>What holds for the merchant now, as of at most ten seconds ago; <see cref="DecisionPolicy.Default"/> when it has set nothing.</summary>
    ValueTask<DecisionPolicy> FindAsync(string merchant, CancellationToken ct);

    /// <summary>That version as it was; null when there is none.</summary>
    ValueTask<DecisionPolicy?> FindAsync(string merchant, int version, CancellationToken ct);
}
