using MerchantOps.Fraud.Signals;
using System.Text.Json.Serialization;

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
/// A decision on an order with everything it was made from, as stored; it can be made again from <see cref="Features"/>,
/// <see cref="Rules"/> and <see cref="Model"/>. Immutable.
/// </summary>
/// <param name="Score">Risk, 0 to 1.</param>
/// <param name="Probability">The model's estimate of fraud, 0 to 1; null when no model was active.</param>
/// <param name="Reasons">Strongest first, one to three.</param>
/// <param name="Rules">Version of the rule set.</param>
/// <param name="Model">Version of the model, or null.</param>
/// <param name="DecidedAt">Time of the wall clock.</param>
/// <param name="Features">As <see cref="OrderFeatures.Pack"/> gives them.</param>
public sealed record Decision(
    Outcome Outcome, double Score, double? Probability, IReadOnlyList<Reason> Reasons, int Rules, string? Model, DateTimeOffset DecidedAt, int FeatureVersion, byte[] Features);

/// <summary>Why: a code and the order's own values, put into words by <see cref="ReasonTexts"/>.</summary>
/// <param name="Weight">How much it counts, 0 to 1; 0 for what speaks for the order.</param>
public readonly record struct Reason(string Code, double Weight, IReadOnlyList<string> Values);
