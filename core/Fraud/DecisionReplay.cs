using System.Text.Json;
using MerchantOps.Errors;
using MerchantOps.Fraud.Rules;
using MerchantOps.Fraud.Signals;
using MerchantOps.Fraud.Training;
using MerchantOps.Orders;

namespace MerchantOps.Fraud;

/// <summary>
/// Makes an old decision again from what was stored with it, with the rules, model and policy of that time, and compares it byte for byte.
/// Changes nothing. Thread-safe.
/// </summary>
public sealed class DecisionReplay(IRuleBook rules, IFraudModels models, IDecisionPolicies policies)
{
    /// <exception cref="ConflictException">The decision was made by an earlier engine, or something it needs is gone; the message says what.</exception>
    public async Task<ReplayedDecision> ReplayAsync(OrderRecord record, CancellationToken ct)
    {
        if (record.Decision is not { } decision || record.ReadDecidedOrder() is not { } order)
            throw new ConflictException("not-decided", "The order has not been decided yet, so there is nothing to replay.");
        var features = OrderFeatures.Restore(decision.FeatureVersion, decision.Features)
            ?? throw Missing($"its features are of version {decision.FeatureVersion}");
        var set = await rules.FindAsync(decision.Rules, ct) ?? throw Missing($"rule set {decision.Rules} is not kept");
        var policy = await policies.FindAsync(record.Merchant, decision.Policy, ct) ?? throw Missing($"policy {decision.Policy} is not kept");
        var model = decision.Model is null ? null : await models.FindAsync(decision.Model, ct) ?? throw Missing($"model {decision.Model} is not kept");
        double? probability = model?.Predict(features.Values);

        var fired = new List<FiredRule>(4);
        set.Evaluate(new RuleInputs(order, record.Merchant, record.Shop, features.Values, probability), RuleLimits.Of(decision.Limited ?? []), fired);
        var inputs = new DecisionInputs(
            OrderAssessor.NameOf(record.Merchant, record.Shop, order), order, features, fired, set.Version, model, probability, policy, decision.Suppressed);
        var again = DecisionMaker.Decide(inputs, decision.DecidedAt) with { ShadowProbability = decision.ShadowProbability };
        return new ReplayedDecision(Bytes(again).AsSpan().SequenceEqual(Bytes(decision)), again);
    }

    private static byte[] Bytes(Decision decision) => JsonSerializer.SerializeToUtf8Bytes(decision, OrderJson.Default.Decision);

    private static ConflictException Missing(string what) => new("cannot-replay", $"The decision cannot be made again: {what}.");
}

/// <param name="Same">Every bit is as it was.</param>
/// <param name="Decision">As made again.</param>
public sealed record ReplayedDecision(bool Same, Decision Decision);

/// <summary>Every model that ever decided. Thread-safe.</summary>
public interface IFraudModels
{
    /// <summary>The model of that version; null when it is not kept.</summary>
    ValueTask<FraudModel?> FindAsync(string version, CancellationToken ct);
}
