using System.Text.Json.Serialization;

namespace MerchantOps.Fraud.Training;

/// <summary>What a model is for now.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FraudModelState>))]
public enum FraudModelState
{
    /// <summary>It decides.</summary>
    [JsonStringEnumMemberName("champion")]
    Champion,

    /// <summary>It scores beside the champion without deciding.</summary>
    [JsonStringEnumMemberName("shadow")]
    Shadow,

    /// <summary>It decided once.</summary>
    [JsonStringEnumMemberName("retired")]
    Retired,

    /// <summary>It never decided; the verdict says why.</summary>
    [JsonStringEnumMemberName("dropped")]
    Dropped,
}

/// <summary>A trained model as listed (docs/schemas/fraud-model.json).</summary>
/// <param name="FeatureVersion">A model of other features than this program's cannot decide.</param>
/// <param name="Metrics">By name; how its like did on orders it had not seen.</param>
/// <param name="Verdict">What was found when it was compared.</param>
/// <param name="Drift">How far the last orders are from those it learned from; null until measured, and for all but the champion.</param>
public sealed record FraudModelView(
    string Version, FraudModelState State, int FeatureVersion, DateTimeOffset? TrainedAt, DateTimeOffset? TrainedFrom, DateTimeOffset? TrainedTo, long Orders,
    IReadOnlyDictionary<string, double> Metrics, IReadOnlyDictionary<string, string> Options, PromotionVerdict Verdict, DriftReport? Drift);

/// <summary>All models, newest first, and how the champion changed.</summary>
public sealed record FraudModelList(IReadOnlyList<FraudModelView> Models, IReadOnlyList<ModelChange> History);

/// <summary>A change of the champion.</summary>
/// <param name="By">Who or what made it.</param>
public sealed record ModelChange(string Version, string? Before, DateTimeOffset At, string By, string Reason);
