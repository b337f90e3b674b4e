using System.Text.Json.Serialization;

namespace MerchantOps.Fraud.Rules;

/// <summary>A version of the rules as it is kept, for ever.</summary>
/// <param name="Version">Of the rule set.</param>
/// <param name="Source">Its YAML.</param>
/// <param name="By">Who put it in force; the program itself for the set it ships.</param>
internal sealed record RuleSetDocument(int Version, string Source, string By, DateTimeOffset At)
{
    [JsonPropertyName("v")]
    public int Schema { get; init; } = 1;
}

/// <summary>Which version is in force.</summary>
/// <param name="Shipped">It came with the program, so a newer program may put its own in its place.</param>
internal sealed record RulesPointer(int Version, bool Shipped)
{
    [JsonPropertyName("v")]
    public int Schema { get; init; } = 1;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RuleSetDocument))]
[JsonSerializable(typeof(RulesPointer))]
[JsonSerializable(typeof(RuleLimitsDocument))]
internal sealed partial class RuleDocuments : JsonSerializerContext;
