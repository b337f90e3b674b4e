using MerchantOps.Fraud;

namespace MerchantOps.Orders;

/// <summary>An old decision made again (docs/schemas/decision-replay.json).</summary>
/// <param name="Same">Every bit is as it was.</param>
public sealed record DecisionReplayView(string Order, bool Same, Outcome Outcome, double Score, double? Probability, int Rules, string? Model, int Policy)
{
    public static DecisionReplayView Of(OrderRecord record, ReplayedDecision replayed) =>
        new(record.Id, replayed.Same, replayed.Decision.Outcome, replayed.Decision.Score, replayed.Decision.Probability, replayed.Decision.Rules, replayed.Decision.Model, replayed.Decision.Policy);
}
