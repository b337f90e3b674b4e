using System.Text.Json.Serialization;

namespace MerchantOps.Fraud.Rules;

/// <summary>A rule set as operators see it (docs/schemas/rules.json).</summary>
/// <param name="By">Who put it in force.</param>
/// <param name="Source">The YAML.</param>
public sealed record RuleSetView(int Version, string? By, DateTimeOffset? At, IReadOnlyList<RuleView> Rules, string Source)
{
    public static RuleSetView Of(ActiveRules active, string? by, DateTimeOffset? at) =>
        new(active.Rules.Version, by, at, [.. active.Rules.Rules.Select(rule => RuleView.Of(rule, active.Limits.SuspensionOf(rule.Code)))], active.Rules.Source);
}

/// <param name="Score">The expression of the score; absent for a rule that demands an outcome.</param>
/// <param name="Suspended">Why the rule is in shadow although it is on; absent when it counts.</param>
public sealed record RuleView(
    string Code, string When, string? Score, Outcome? Outcome, RuleMode Mode, RuleLimitView? Limit, RuleTextView Text, RuleSuspension? Suspended)
{
    public static RuleView Of(Rule rule, RuleSuspension? suspended) => new(
        rule.Code, rule.When, rule.Score, rule.Outcome, rule.Mode,
        rule.Limit is { } limit ? new RuleLimitView(limit.Orders, limit.Share, (int)limit.Per.TotalSeconds) : null,
        new RuleTextView(rule.Text.English, rule.Text.Chinese), suspended);
}

/// <param name="Per">Seconds.</param>
public sealed record RuleLimitView(int Orders, double Share, int Per);

public sealed record RuleTextView(string En, string Zh);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RuleSetView))]
[JsonSerializable(typeof(RuleBacktestReport))]
public sealed partial class RuleJson : JsonSerializerContext;
