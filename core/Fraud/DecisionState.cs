using MerchantOps.Fraud.Rules;
using MerchantOps.Fraud.Training;

namespace MerchantOps.Fraud;

/// <summary>Follows what decisions are made by, so that every instance decides alike within seconds: rules, models and policies. Thread-safe.</summary>
public sealed class DecisionState(IRuleBook rules, IActiveFraudModel models, IDecisionPolicies policies)
{
    public async Task RefreshAsync(CancellationToken ct)
    {
        await models.RefreshAsync(ct);
        await rules.RefreshAsync(ct);
    }

    public ValueTask<DecisionPolicy> PolicyOfAsync(string merchant, CancellationToken ct) => policies.FindAsync(merchant, ct);
}
