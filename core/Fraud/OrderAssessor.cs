using System.Globalization;
using MerchantOps.Fraud.Signals;
using MerchantOps.Fraud.Training;
using MerchantOps.Orders;

namespace MerchantOps.Fraud;

/// <summary>
/// Decides whether an order may ship: the rules' outcome or the learned model's, whichever is stricter. Pure apart from the clock;
/// thread-safe.
/// </summary>
public sealed class OrderAssessor(IActiveFraudModel model, TimeProvider time)
{
    private const int MaxReasons = 3;

    /// <param name="known">Signals known before this order, one per entity; null for one never seen.</param>
    public Decision Assess(Order order, OrderEntities entities, ReadOnlySpan<EntitySignals?> known)
    {
        var features = OrderFeatures.Of(order, entities, known);
        var facts = new RuleFacts(features);
        var reasons = new List<Reason>(4);
        var score = FraudRules.Evaluate(order, facts, reasons);
        var outcome = score >= FraudRules.DeclineAt ? Outcome.Decline : score >= FraudRules.ReviewAt ? Outcome.Review : Outcome.Approve;

        // Read once: the model may be swapped meanwhile.
        var champion = model.Current;
        double? probability = champion?.Predict(features.Values);
        var learned = champion?.Decide(probability!.Value) ?? Outcome.Approve;
        if (learned >= outcome && learned != Outcome.Approve)
            reasons.Add(ModelReason(champion!, features, probability!.Value));
        if (reasons.Count == 0)
            reasons.Add(FraudRules.Approval(order, facts));
        KeepStrongest(reasons, tipping: learned > outcome ? "model" : null);
        return new Decision(
            learned > outcome ? learned : outcome, Math.Round(Math.Max(score, probability ?? 0), 4), Rounded(probability), reasons,
            FraudRules.Version, champion?.Version, time.GetUtcNow(), OrderFeatures.Version, features.Pack());
    }

    // Whatever else is left out, what tipped the balance is told.
    private static void KeepStrongest(List<Reason> reasons, string? tipping)
    {
        reasons.Sort(static (a, b) => b.Weight.CompareTo(a.Weight));
        while (reasons.Count > MaxReasons)
            reasons.RemoveAt(reasons[^1].Code == tipping ? reasons.Count - 2 : reasons.Count - 1);
    }

    private static double? Rounded(double? probability) => probability is { } p ? Math.Round(p, 5) : null;

    private static Reason ModelReason(FraudModel champion, OrderFeatures features, double probability) =>
        new("model", Math.Round(Math.Max(0.01, probability), 5), [Math.Round(probability * 100, 1).ToString(CultureInfo.InvariantCulture), string.Join(", ", champion.Explain(features.Values, 2).Select(static name => name.Replace('_', ' ')))]);
}
