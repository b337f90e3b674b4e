using MerchantOps.Fraud.Rules;
using MerchantOps.Fraud.Signals;
using MerchantOps.Fraud.Training;
using MerchantOps.Orders;

namespace MerchantOps.Fraud;

/// <summary>All that <see cref="DecisionMaker"/> decides from.</summary>
/// <param name="Name">Merchant, shop and order, by which the control group is drawn.</param>
/// <param name="Fired">What the rules said.</param>
/// <param name="RuleVersion">Of the rule set.</param>
/// <param name="Probability">The model's; null without one.</param>
public sealed record DecisionInputs(
    string Name, Order Order, OrderFeatures Features, IReadOnlyList<FiredRule> Fired, int RuleVersion, FraudModel? Model, double? Probability, DecisionPolicy Policy,
    SuppressionMode? Suppressed);
