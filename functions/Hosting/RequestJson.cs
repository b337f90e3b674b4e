using System.Text.Json.Serialization;
using MerchantOps.Cases;
using MerchantOps.Fraud;
using MerchantOps.Orders;
using MerchantOps.Reviews;

namespace MerchantOps.Functions.Hosting;

/// <summary>Reads requests: camelCase, numbers also from text, what the shape requires demanded, no field twice. Generated, so it starts fast.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 32)]
[JsonSerializable(typeof(AppealRequest))]
[JsonSerializable(typeof(AssignRequest))]
[JsonSerializable(typeof(DecideRequest))]
[JsonSerializable(typeof(DecisionPolicyChange))]
[JsonSerializable(typeof(OpenCaseRequest))]
[JsonSerializable(typeof(ReviewRequest))]
[JsonSerializable(typeof(ScoreRequest))]
[JsonSerializable(typeof(SuppressRequest))]
[JsonSerializable(typeof(TokenRequest))]
internal sealed partial class RequestJson : JsonSerializerContext;
