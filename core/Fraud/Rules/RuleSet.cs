using System.Collections.Frozen;
using MerchantOps.Fraud.Rules.Expressions;
using MerchantOps.Fraud.Rules.Files;

namespace MerchantOps.Fraud.Rules;

/// <summary>
/// A version of the rules, parsed, checked and compiled. Immutable and thread-safe; evaluation allocates only for rules that fire.
/// </summary>
public sealed class RuleSet
{
    /// <summary>No rule set is larger: bytes of UTF-8.</summary>
    public const int MaxBytes = 1_000_000;

    private readonly Rule[] active;
    private readonly FrozenDictionary<string, Rule> byCode;

    internal RuleSet(int version, string source, IReadOnlyList<Rule> rules)
    {
        (Version, Source, Rules) = (version, source, rules);
        active = [.. rules.Where(static rule => rule.Mode != RuleMode.Off)];
        byCode = rules.ToFrozenDictionary(static rule => rule.Code, StringComparer.Ordinal);
    }

    public int Version { get; }

    /// <summary>The YAML it was parsed from.</summary>
    public string Source { get; }

    /// <summary>In the order they were written.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>Reads a rule set (docs/rules.md): checks every name and type and compiles it. Takes bounded time and memory for any text.</summary>
    /// <exception cref="InvalidRuleSetException">With every fault, its line, rule and reason.</exception>
    public static RuleSet Parse(string yaml) => Parse(yaml, RuleFields.Shipped);

    internal static RuleSet Parse(string yaml, RuleFields fields) => new RuleSetReader(fields).Read(yaml);

    /// <summary>The rule with this code, or null.</summary>
    public Rule? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>Puts every rule that fires into <paramref name="fired"/>, which is cleared first, in the order of the set.</summary>
    /// <param name="limits">Counts what the rules stop, and takes away what they may not; null where nothing is counted (replays, backtests).</param>
    public void Evaluate(in RuleInputs inputs, RuleLimits? limits, List<FiredRule> fired)
    {
        fired.Clear();
        foreach (var rule in active)
            if (rule.Holds(inputs))
                fired.Add(rule.Fire(inputs));
        limits?.Admit(inputs.Order.PlacedAt, fired);
    }

    /// <summary>A reason of this set in words, or null when the set has no such rule.</summary>
    /// <param name="values">Of <see cref="FiredRule.Values"/>, as stored.</param>
    public string? TextOf(string code, IReadOnlyList<string> values, Language language) => Find(code)?.Text.Of(values, language);
}
