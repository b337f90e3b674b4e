using MerchantOps.Events;
using MerchantOps.Fraud;
using MerchantOps.Fraud.Signals;
using MerchantOps.Reviews;

namespace MerchantOps.Orders;

/// <summary>An order as callers see it (docs/schemas/order-record.json): content, state, decision with reasons in words, and history.</summary>
/// <param name="Id">Shop and the platform's id, such as <c>main:1001</c>.</param>
/// <param name="Outcome">What may happen to the order now: as a person said, else as decided; null while undecided.</param>
/// <param name="Decision">Null while only later events have arrived, not the order itself.</param>
/// <param name="Override">Who set the outcome by hand; null when it is the decided one.</param>
/// <param name="Label">What holds of all <paramref name="Statements"/>.</param>
/// <param name="Fake">A reviewer found that nobody meant to buy; null when nobody did.</param>
public sealed record OrderView(
    string Id, string Merchant, string Shop, string Platform, string Status, Outcome? Outcome, DecisionView? Decision, OutcomeOverride? Override, FraudLabel? Label, bool? Fake,
    RawJson? Order, IReadOnlyList<RecordedChange> Changes, IReadOnlyList<LabelStatement> Statements, IReadOnlyList<RecordedReview> Reviews, IReadOnlyList<RecordedAppeal> Appeals)
{
    /// <param name="reasons">The decision's, in words.</param>
    internal static OrderView Of(OrderRecord record, IReadOnlyList<string> reasons) => new(
        record.Id, record.Merchant, record.Shop, record.Platform, record.Status, record.Outcome,
        record.Decision is { } decision ? DecisionView.Of(decision, reasons) : null,
        record.Override, record.Label, record.Fake ? true : null, record.Content, record.Changes, record.Statements, record.Reviews, record.Appeals);

    /// <summary>As the order's buyer may see it: without who said what of it.</summary>
    public OrderView ForBuyer() => this with
    {
        Override = null,
        Statements = [],
        Reviews = [],
        Appeals = [.. Appeals.Select(static appeal => appeal with { DecidedBy = null })],
    };
}

/// <summary>A decision in words (docs/schemas/decision.json).</summary>
/// <param name="Score">Risk, 0 to 1.</param>
/// <param name="Probability">The model's, 0 to 1; absent when no model was active.</param>
/// <param name="Features">Everything it was made from, by name.</param>
public sealed record DecisionView(
    Outcome Outcome, double Score, double? Probability, IReadOnlyList<ReasonView> Reasons, int Rules, string? Model, DateTimeOffset DecidedAt,
    IReadOnlyDictionary<string, float>? Features)
{
    /// <summary>Version of the merchant's policy.</summary>
    public int Policy { get; init; }

    /// <summary>It would have been stopped, and was let go at random to learn what becomes of such orders.</summary>
    public bool Control { get; init; }

    internal static DecisionView Of(Decision decision, IReadOnlyList<string> texts)
    {
        var reasons = new ReasonView[decision.Reasons.Count];
        for (var i = 0; i < reasons.Length; i++)
            reasons[i] = new ReasonView(decision.Reasons[i].Code, texts[i], decision.Reasons[i].Weight);

        Dictionary<string, float>? features = null;
        if (OrderFeatures.Restore(decision.FeatureVersion, decision.Features) is { } restored)
        {
            features = new Dictionary<string, float>(restored.Values.Length, StringComparer.Ordinal);
            for (var i = 0; i < restored.Values.Length; i++)
                if (!float.IsNaN(restored.Values[i]))
                    features[OrderFeatures.Names[i]] = restored.Values[i];
        }

        return new DecisionView(decision.Outcome, decision.Score, decision.Probability, reasons, decision.Rules, decision.Model, decision.DecidedAt, features) { Policy = decision.Policy, Control = decision.ControlShare is not null };
    }
}

/// <param name="Text">In the language asked for.</param>
/// <param name="Weight">0 to 1.</param>
public sealed record ReasonView(string Code, string Text, double Weight);

/// <summary>A page of orders; <paramref name="Next"/> is what to give as <c>after</c> for the next page, null on the last.</summary>
public sealed record OrderPage(IReadOnlyList<OrderView> Orders, string? Next);

/// <summary>Which orders to list.</summary>
/// <param name="Outcome">Only these; review and decline come newest first, all others by id.</param>
/// <param name="Limit">1 to 1,000.</param>
/// <param name="After">From the page before.</param>
public sealed record OrderFilter(Outcome? Outcome, int Limit, string? After);

/// <summary>An entry of the queue of orders that were stopped: where the order is.</summary>
public sealed record QueuedOrder(string Order);

/// <summary>An order to be decided at once (<c>POST /api/orders/score</c>).</summary>
public sealed record ScoreRequest(string Merchant, string Shop, Order Order);
