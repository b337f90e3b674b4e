using System.Text.Json.Serialization;

namespace MerchantOps.Fraud.Training;

/// <summary>
/// Which model decides and which runs beside it: the one document whose change is a promotion, so that there is never more or less than
/// one champion. What every other model is follows from it.
/// </summary>
/// <param name="History">Newest first, bounded.</param>
internal sealed record ModelPointer(string? Champion, string? Shadow, IReadOnlyList<ModelChange> History)
{
    private const int MaxHistory = 200;

    public static readonly ModelPointer Empty = new(null, null, []);

    [JsonPropertyName("v")]
    public int Version { get; init; } = 1;

    /// <summary>With another champion; the same when it is that already.</summary>
    public ModelPointer Promote(string version, DateTimeOffset at, string by, string reason) => Champion == version
        ? this
        : new(version, Shadow == version ? null : Shadow, [new ModelChange(version, Champion, at, by, reason), .. History.Take(MaxHistory - 1)]);

    /// <summary>The champion that a run's model was compared with, also after it was promoted.</summary>
    public string? ChampionBefore(string run) => History.FirstOrDefault(change => change.Version == run) is { } promoted ? promoted.Before : Champion;

    public FraudModelState StateOf(string version) =>
        version == Champion ? FraudModelState.Champion
        : version == Shadow ? FraudModelState.Shadow
        : History.Any(change => change.Version == version) ? FraudModelState.Retired
        : FraudModelState.Dropped;
}

/// <summary>What is kept of a model beside its file.</summary>
internal sealed record ModelEntry(
    string Name, int FeatureVersion, DateTimeOffset? TrainedAt, DateTimeOffset? TrainedFrom, DateTimeOffset? TrainedTo, long Orders,
    IReadOnlyDictionary<string, double> Metrics, IReadOnlyDictionary<string, string> Options, PromotionVerdict Verdict)
{
    [JsonPropertyName("v")]
    public int Version { get; init; } = 1;

    public static ModelEntry Of(FraudModel model, PromotionVerdict verdict) => new(
        model.Version, model.FeatureVersion, model.Card.TrainedAt, model.Card.TrainedFrom, model.Card.TrainedTo, model.Card.Rows, model.Card.Metrics, model.Card.Options, verdict);

    public FraudModelView View(ModelPointer pointer, DriftReport? drift) => new(
        Name, pointer.StateOf(Name), FeatureVersion, TrainedAt, TrainedFrom, TrainedTo, Orders, Metrics, Options, Verdict, pointer.Champion == Name ? drift : null);
}
