using System.Text.Json.Serialization;
using MerchantOps.Customers;
using MerchantOps.Orders;
using MerchantOps.Products;
using MerchantOps.Reviews;

namespace MerchantOps.Events;

/// <summary>Serialisation of event payloads: camelCase, nulls left out, numbers also read from text, at most 32 levels deep. Generated, so it starts fast.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    MaxDepth = 32)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(OrderChange))]
[JsonSerializable(typeof(OrderReview))]
[JsonSerializable(typeof(OrderAppeal))]
[JsonSerializable(typeof(EntitySuppression))]
[JsonSerializable(typeof(Customer))]
[JsonSerializable(typeof(Product))]
[JsonSerializable(typeof(ProductReview))]
public sealed partial class EventJson : JsonSerializerContext;
