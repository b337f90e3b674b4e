using System.Text.Json.Serialization;

namespace MerchantOps.Shops;

/// <summary>Serialisation of what callers send and get: camelCase, nulls left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ShopConnection))]
[JsonSerializable(typeof(ShopView))]
public sealed partial class ShopJson : JsonSerializerContext;
