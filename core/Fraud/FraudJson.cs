using MerchantOps.Fraud.Signals;
using System.Text.Json.Serialization;

namespace MerchantOps.Fraud;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EntityDocument))]
internal sealed partial class FraudJson : JsonSerializerContext;
