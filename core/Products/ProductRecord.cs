using System.Text.Json.Serialization;
using MerchantOps.Storage;

namespace MerchantOps.Products;

/// <summary>The stored form of a product: the newest that its shop told.</summary>
/// <param name="At">Time of the event that told it; older news is ignored.</param>
/// <param name="Removed">The shop has taken it down.</param>
public sealed record ProductRecord(string Merchant, string Shop, Product Product, DateTimeOffset At, bool Removed)
{
    public const string Container = "products";

    [JsonPropertyName("v")]
    public int Version { get; init; } = 1;

    public static DocumentKey KeyOf(string merchant, string shop, string product) => new(Container, merchant, $"{shop}:{DocumentKey.Escape(product)}");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProductRecord))]
public sealed partial class ProductJson : JsonSerializerContext;
