using MerchantOps.Fraud.Rules;

namespace MerchantOps.Tests.Core.Fraud;

/// <summary>The default rules, never changed.</summary>
internal sealed class ShippedRules : IRuleBook
{
    private static readonly RuleSet Set = RuleSet.Parse(DefaultRules.Source);

    public ActiveRules Current { get; } = new(Set, new RuleLimits(Set, TimeProvider.System));

    public Task RefreshAsync(CancellationToken ct) => Task.CompletedTask;

    public ValueTask<RuleSet?> FindAsync(int version, CancellationToken ct) => ValueTask.FromResult(version == Set.Version ? Set : null);
}
