using MerchantOps.Fraud.Rules.Expressions;

namespace MerchantOps.Fraud.Rules;

/// <summary>A rule as it was written, and compiled. Immutable.</summary>
public sealed class Rule
{
    private readonly TruthOf condition;
    private readonly NumberOf? score;

    internal Rule(TruthOf condition, NumberOf? score) => (this.condition, this.score) = (condition, score);

    /// <summary>The reason code, unique in its set: lower-case words with hyphens.</summary>
    public required string Code { get; init; }

    /// <summary>The condition.</summary>
    public required string When { get; init; }

    /// <summary>The expression of the score; null for a rule that demands an outcome.</summary>
    public string? Score { get; init; }

    /// <summary>What it demands; null for a rule that scores.</summary>
    public Outcome? Outcome { get; init; }

    public required RuleMode Mode { get; init; }

    /// <summary>Null when it may stop any number of orders.</summary>
    public RuleLimit? Limit { get; init; }

    /// <summary>The reason in words.</summary>
    public required RuleText Text { get; init; }

    internal bool Holds(in RuleInputs inputs) => condition(inputs);

    internal FiredRule Fire(in RuleInputs inputs)
    {
        var weight = score is null ? 0 : score(inputs);
        return new FiredRule(Code, Mode, double.IsNaN(weight) ? 0 : Math.Clamp(weight, 0, 1), Outcome, Text.ValuesOf(inputs), Limited: false);
    }
}
