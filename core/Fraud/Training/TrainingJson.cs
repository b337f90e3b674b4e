using System.Text.Json.Serialization;

namespace MerchantOps.Fraud.Training;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelChunk))]
[JsonSerializable(typeof(ModelPointer))]
[JsonSerializable(typeof(ModelEntry))]
[JsonSerializable(typeof(DriftReport))]
[JsonSerializable(typeof(TrainingJob))]
[JsonSerializable(typeof(TrainingPage))]
internal sealed partial class TrainingJson : JsonSerializerContext;

/// <summary>Writes models as callers see them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FraudModelView))]
[JsonSerializable(typeof(FraudModelList))]
public sealed partial class FraudModelJson : JsonSerializerContext;
