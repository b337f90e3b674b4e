using System.Reflection;
using System.Text.Json.Serialization;
using MerchantOps.Learning.Data;

namespace MerchantOps.Learning.Files;

/// <summary>
/// Where a model comes from and how good it was found to be, kept with it in its file (Mitchell et al. 2019, "Model Cards for Model
/// Reporting", cut down to what a machine can fill in). Immutable.
/// </summary>
/// <param name="Name">What it is for, in words of the shop: "fraud of orders".</param>
/// <param name="Kind">Which learner's model it is, such as "boosted-trees"; at most 100 bytes of UTF-8. A file of another kind is not read.</param>
/// <param name="Features">What a row must hold, in order.</param>
/// <param name="Rows">Examples it learned from.</param>
public sealed record ModelCard(string Name, string Kind, IReadOnlyList<Feature> Features, long Rows)
{
    /// <summary>When the oldest example happened.</summary>
    public DateTimeOffset? TrainedFrom { get; init; }

    /// <summary>When the newest example happened.</summary>
    public DateTimeOffset? TrainedTo { get; init; }

    public DateTimeOffset? TrainedAt { get; init; }

    /// <summary>By name ("auc", "log_loss"), on rows it did not learn from.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The learner's options by name.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Of this library when the model was learned.</summary>
    public string LibraryVersion { get; init; } =
        typeof(ModelCard).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ModelCard))]
internal sealed partial class ModelCardJson : JsonSerializerContext;
