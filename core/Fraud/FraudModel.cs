using System.Text.Json.Serialization;
using MerchantOps.Learning.Linear;

namespace MerchantOps.Fraud;

/// <summary>A learned model of fraud with the card that says where it comes from. Immutable and thread-safe.</summary>
/// <param name="Version">Sortable by time of training.</param>
/// <param name="FeatureVersion">Of <see cref="OrderFeatures"/>; a model of another version is not used.</param>
/// <param name="ReviewAt">Probability from which an order is reviewed: 2 % of good validation orders lie above.</param>
/// <param name="DeclineAt">Probability from which it is declined: 0.3 % of good validation orders lie above.</param>
/// <param name="Examples">Rows it learned from.</param>
/// <param name="Auc">On the newest fifth, which it did not learn from.</param>
public sealed record FraudModel(
    string Version, int FeatureVersion, LogisticRegressionModel Regression, double ReviewAt, double DeclineAt, DateTimeOffset TrainedAt,
    int Examples, int Frauds, double Auc, double AveragePrecision)
{
    public double Predict(ReadOnlySpan<float> features) => Regression.Predict(features);

    public Outcome Decide(double probability) =>
        probability >= DeclineAt ? Outcome.Decline : probability >= ReviewAt ? Outcome.Review : Outcome.Approve;

    /// <summary>Names of the features that raise this order's risk most.</summary>
    public IReadOnlyList<string> Strongest(ReadOnlySpan<float> features, int count)
    {
        var raising = new List<(double By, string Name)>(features.Length);
        for (var j = 0; j < features.Length; j++)
            if (Regression.Contribution(features, j) is > 0 and var by)
                raising.Add((by, OrderFeatures.Names[j]));
        raising.Sort(static (a, b) => b.By.CompareTo(a.By));
        return raising[..Math.Min(count, raising.Count)].ConvertAll(static r => r.Name.Replace('_', ' '));
    }
}

/// <summary>The model that decides now; null until one has proven itself. Thread-safe; changes between two calls.</summary>
public interface IActiveFraudModel
{
    FraudModel? Current { get; }

    /// <summary>Looks whether another instance has promoted a model; at most every few seconds, otherwise returns at once.</summary>
    Task RefreshAsync(CancellationToken ct);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FraudModel))]
[JsonSerializable(typeof(EntityDocument))]
[JsonSerializable(typeof(TrainingJob))]
internal sealed partial class FraudJson : JsonSerializerContext;
