using System.Text.Json.Serialization;
using MerchantOps.Fraud.Signals;

namespace MerchantOps.Fraud;

/// <summary>What may happen to an order; higher is stricter.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    [JsonStringEnumMemberName("approve")]
    Approve,

    [JsonStringEnumMemberName("review")]
    Review,

    [JsonStringEnumMemberName("decline")]
    Decline,
}

/// <summary>
/// A decision on an order with everything it was made from, as stored; <see cref="DecisionReplay"/> makes it again, bit for bit. Immutable.
/// </summary>
/// <param name="Score">Risk, 0 to 1.</param>
/// <param name="Probability">The model's estimate of fraud, 0 to 1; null when no model was active.</param>
/// <param name="Reasons">Strongest first, one to three.</param>
/// <param name="Rules">Version of the rule set.</param>
/// <param name="Model">Version of the model, or null.</param>
/// <param name="DecidedAt">Time of the wall clock.</param>
/// <param name="Features">As <see cref="OrderFeatures.Pack"/> gives them.</param>
public sealed record Decision(
    Outcome Outcome, double Score, double? Probability, IReadOnlyList<Reason> Reasons, int Rules, string? Model, DateTimeOffset DecidedAt, int FeatureVersion, byte[] Features)
{
    /// <summary>Version of the merchant's <see cref="DecisionPolicy"/>.</summary>
    public int Policy { get; init; }

    /// <summary>
    /// Set when it would have been stopped and was let go at random, to learn what becomes of such orders: the share that is let go, so it
    /// stands for one over this many.
    /// </summary>
    public double? ControlShare { get; init; }

    /// <summary>What a person had decided about one of its entities; null for nothing.</summary>
    public SuppressionMode? Suppressed { get; init; }

    /// <summary>Rules that held but did not count, because they had stopped more than they may; null for none.</summary>
    public IReadOnlyList<string>? Limited { get; init; }

    /// <summary>Rules on trial that held; null for none.</summary>
    public IReadOnlyList<string>? Shadow { get; init; }

    /// <summary>What the model on trial said; null when there was none.</summary>
    public double? ShadowProbability { get; init; }
}

/// <summary>Why: a code and the order's own values, put into words by <see cref="ReasonWriter"/>.</summary>
/// <param name="Weight">How much it counts, 0 to 1; 0 for what speaks for the order.</param>
public readonly record struct Reason(string Code, double Weight, IReadOnlyList<string> Values);
