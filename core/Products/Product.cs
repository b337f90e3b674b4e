using MerchantOps.Events;

namespace MerchantOps.Products;

/// <summary>A shop's product in canonical shape (docs/schemas/product.json).</summary>
/// <param name="Id">The shop's own id.</param>
/// <param name="Price">Of its cheapest variant; null when the platform sends no currency.</param>
public sealed record Product(
    string Id, string? Title = null, string? Description = null, string? Vendor = null, string? Category = null, string? Status = null,
    Money? Price = null, IReadOnlyList<ProductVariant>? Variants = null, IReadOnlyList<string>? Images = null);

/// <param name="Price">As the platform sends it, in the shop's currency.</param>
public sealed record ProductVariant(string? Id, string? Sku, string? Title, decimal? Price, int? Stock);
