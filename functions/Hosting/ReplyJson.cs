using System.Text.Json.Serialization;
using MerchantOps.Access;

namespace MerchantOps.Functions.Hosting;

/// <summary>Serialisation of requests and replies: camelCase, nulls left out, required fields demanded. Generated, so it starts fast.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 32)]
[JsonSerializable(typeof(HealthReply))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(MerchantToken))]
[JsonSerializable(typeof(WebhookReply))]
internal sealed partial class ReplyJson : JsonSerializerContext;
