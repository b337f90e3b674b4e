using System.Text.Json.Serialization;
using MerchantOps.Access;

namespace MerchantOps.Functions.Hosting;

/// <summary>Writes replies: camelCase, nulls left out. Generated, so it starts fast.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthReply))]
[JsonSerializable(typeof(MerchantToken))]
[JsonSerializable(typeof(WebhookReply))]
[JsonSerializable(typeof(StatsReply))]
internal sealed partial class ReplyJson : JsonSerializerContext;
