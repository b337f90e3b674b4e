using System.Globalization;
using MerchantOps.Orders;

namespace MerchantOps.Fraud;

/// <summary>
/// Decides whether an order may ship: the rules' outcome or the learned model's, whichever is stricter. Pure apart from the clock;
/// thread-safe.
/// </summary>
public sealed class OrderAssessor(IActiveFraudModel model, TimeProvider time)
{
    /// <param name="customer">Signals known before this order, or null.</param>
    /// <param name="origin">Signals known before this order, or null.</param>
    public Decision Assess(Order order, in OrderEntities entities, EntitySignals? customer, EntitySignals? origin)
    {
        var features = OrderFeatures.Of(order, entities, customer, origin);
        var reasons = new List<Reason>(4);
        var score = FraudRules.Evaluate(order, features, entities.OriginKind, reasons);
        var outcome = score >= FraudRules.DeclineAt ? Outcome.Decline : score >= FraudRules.ReviewAt ? Outcome.Review : Outcome.Approve;

        double? probability = null;
        if (model.Current is { } champion)
        {
            probability = Math.Round(champion.Predict(features.Values), 5);
            var learned = champion.Decide(probability.Value);
            if (learned > outcome || (learned == outcome && learned != Outcome.Approve))
                reasons.Add(ModelReason(champion, features, probability.Value));
            outcome = learned > outcome ? learned : outcome;
            score = Math.Max(score, probability.Value);
        }

        if (reasons.Count == 0)
            reasons.Add(FraudRules.Approval(order, features));
        reasons.Sort(static (a, b) => b.Weight.CompareTo(a.Weight));
        if (reasons.Count > 3)
            reasons.RemoveRange(3, reasons.Count - 3);
        return new Decision(outcome, Math.Round(score, 4), probability, reasons, FraudRules.Version, model.Current?.Version, time.GetUtcNow(), OrderFeatures.Version, features.Pack());
    }

    private static Reason ModelReason(FraudModel champion, OrderFeatures features, double probability) =>
        new("model", Math.Max(0.01, probability), [Math.Round(probability * 100, 1).ToString(CultureInfo.InvariantCulture), string.Join(", ", champion.Strongest(features.Values, 2))]);
}
