using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;

namespace MerchantOps.Fraud.Rules;

/// <summary>All that a rule may look at. No clock: the same inputs always fire the same rules.</summary>
/// <param name="Features">Values of <see cref="OrderFeatures.Names"/>, NaN where unknown.</param>
/// <param name="Probability">The model's, 0 to 1; null when no model is active.</param>
public readonly record struct RuleInputs(Order Order, string Merchant, string Shop, float[] Features, double? Probability);
