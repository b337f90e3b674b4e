using System.Text.Json.Serialization;
using MerchantOps.Fraud.Signals;

namespace MerchantOps.Fraud;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EntityDocument))]
internal sealed partial class FraudJson : JsonSerializerContext;
