using System.Text.Json.Serialization;

namespace MerchantOps.Orders;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(OrderRecord))]
[JsonSerializable(typeof(Fraud.Decision))]
[JsonSerializable(typeof(DecisionReplayView))]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(OrderPage))]
[JsonSerializable(typeof(QueuedOrder))]
[JsonSerializable(typeof(ScoreRequest))]
public sealed partial class OrderJson : JsonSerializerContext;
