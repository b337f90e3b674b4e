using System.Text.Json.Serialization;

namespace MerchantOps.Fraud.Training;

/// <summary>What becomes of a challenger.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PromotionOutcome>))]
public enum PromotionOutcome
{
    /// <summary>It decides from now on.</summary>
    [JsonStringEnumMemberName("promote")]
    Promote,

    /// <summary>It scores beside the champion without deciding.</summary>
    [JsonStringEnumMemberName("shadow")]
    Shadow,

    /// <summary>It is kept for the record and not used.</summary>
    [JsonStringEnumMemberName("drop")]
    Drop,
}

/// <param name="Reasons">In words, the deciding one first.</param>
/// <param name="Figures">By name, as measured on the later orders.</param>
public sealed record PromotionVerdict(PromotionOutcome Outcome, IReadOnlyList<string> Reasons, IReadOnlyDictionary<string, double> Figures);
