using System.Text.Json.Serialization;

namespace MerchantOps.Fraud.Training;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelChunk))]
[JsonSerializable(typeof(ChampionPointer))]
[JsonSerializable(typeof(TrainingJob))]
internal sealed partial class TrainingJson : JsonSerializerContext;
