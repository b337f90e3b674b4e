using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MerchantOps.Fraud.Rules;
using MerchantOps.Fraud.Signals;

namespace MerchantOps.Fraud;

/// <summary>
/// Rules and model together. With a model, the scores of rules are a tenth of evidence beside it, since it has learned from the same
/// signals, and the cheapest outcome wins (<see cref="ExpectedCost"/>); without one, the rules' own thresholds decide. What a rule demands
/// outright holds in both cases, what a person decided about an entity holds above all. Pure: the same inputs give the same bits.
/// </summary>
public static class DecisionMaker
{
    private const int MaxReasons = 3;

    private const double RuleEvidence = 0.1;

    public static Decision Decide(DecisionInputs inputs, DateTimeOffset now)
    {
        var verdict = RuleVerdict.Of(inputs.Fired);
        var risk = RiskOf(inputs.Probability, verdict.Score);
        var (outcome, learned) = OutcomeOf(inputs, verdict, risk);
        var control = outcome != Outcome.Approve && inputs.Suppressed is null && IsDrawn(inputs);
        return new Decision(
            control ? Outcome.Approve : outcome, risk, inputs.Probability, ReasonsOf(inputs, outcome, learned, control), inputs.RuleVersion, inputs.Model?.Version, now,
            OrderFeatures.Version, inputs.Features.Pack())
        {
            Policy = inputs.Policy.Version,
            ControlShare = control ? inputs.Policy.ControlShare : null,
            Suppressed = inputs.Suppressed,
            Limited = CodesOf(inputs.Fired, static f => f.Limited),
            Shadow = CodesOf(inputs.Fired, static f => f.Mode == RuleMode.Shadow),
        };
    }

    /// <summary>The model's probability with the rules' scores as weak further evidence; the rules' own score without a model.</summary>
    private static double RiskOf(double? probability, double score) =>
        probability is { } p ? 1 - ((1 - p) * Math.Pow(1 - score, RuleEvidence)) : score;

    private static (Outcome Outcome, Outcome Learned) OutcomeOf(DecisionInputs inputs, RuleVerdict verdict, double risk)
    {
        if (inputs.Suppressed is { } mode)
            return (mode == SuppressionMode.Mute ? Outcome.Approve : Outcome.Decline, Outcome.Approve);

        if (inputs.Probability is null)
            return (verdict.Alone, Outcome.Approve);
        if (verdict.Outcome == Outcome.Approve)
            return (Outcome.Approve, Outcome.Approve);

        var learned = ExpectedCost.Of(risk, inputs.Features["amount"], inputs.Policy).Cheapest;
        return (verdict.Outcome is { } demanded && demanded > learned ? demanded : learned, learned);
    }

    // By a hash of the order's name, so that scoring it again draws the same.
    private static bool IsDrawn(DecisionInputs inputs) =>
        BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes("control/" + inputs.Name))) < inputs.Policy.ControlShare * uint.MaxValue;

    private static List<Reason> ReasonsOf(DecisionInputs inputs, Outcome outcome, Outcome learned, bool control)
    {
        if (inputs.Suppressed is { } mode)
            return [new Reason(mode == SuppressionMode.Mute ? "muted" : "blocked", mode == SuppressionMode.Mute ? 0 : 1, [])];

        var reasons = new List<Reason>(4);
        foreach (var rule in inputs.Fired)
            if (rule.Counts)
                reasons.Add(new Reason(rule.Code, WeightOf(rule), rule.Values));
        if (learned != Outcome.Approve)
            reasons.Add(ModelReason(inputs));
        if (reasons.Count == 0)
            reasons.Add(Approval(inputs));
        KeepStrongest(reasons, tipping: learned == outcome && learned != Outcome.Approve ? "model" : null, control ? MaxReasons - 1 : MaxReasons);
        if (control)
            reasons.Add(new Reason("control", 0, []));
        return reasons;
    }

    private static double WeightOf(FiredRule rule) => rule.Outcome switch
    {
        null => rule.Score,
        Outcome.Decline => 1,
        Outcome.Review => RuleVerdict.ReviewAt,
        _ => 0,
    };

    private static Reason ModelReason(DecisionInputs inputs)
    {
        var probability = inputs.Probability!.Value;
        return new Reason("model", Math.Clamp(probability, 0.01, 1), [Text(Math.Round(probability * 100, 1)), .. inputs.Model!.Explain(inputs.Features.Values, 3)]);
    }

    /// <summary>What speaks for an order on which no rule fired, so that an approval is told why too.</summary>
    private static Reason Approval(DecisionInputs inputs)
    {
        if (inputs.Features["person_orders"] > 0)
            return new Reason("known-customer", 0, [Text(inputs.Features["person_orders"])]);
        return inputs.Features["account_minutes"] is >= 24 * 60 and var minutes
            ? new Reason("settled-account", 0, [Text(Math.Floor(minutes / 60 / 24))])
            : new Reason("nothing-suspicious", 0, [inputs.Order.Total.ToString()]);
    }

    // Whatever else is left out, what tipped the balance is told.
    private static void KeepStrongest(List<Reason> reasons, string? tipping, int most)
    {
        reasons.Sort(static (a, b) => b.Weight != a.Weight ? b.Weight.CompareTo(a.Weight) : string.CompareOrdinal(a.Code, b.Code));
        while (reasons.Count > most)
            reasons.RemoveAt(reasons[^1].Code == tipping ? reasons.Count - 2 : reasons.Count - 1);
    }

    private static List<string>? CodesOf(IReadOnlyList<FiredRule> fired, Func<FiredRule, bool> chosen)
    {
        List<string>? codes = null;
        foreach (var rule in fired)
            if (chosen(rule))
                (codes ??= []).Add(rule.Code);
        return codes;
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
