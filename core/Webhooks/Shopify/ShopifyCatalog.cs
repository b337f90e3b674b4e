using System.Text.Json;
using MerchantOps.Customers;
using MerchantOps.Events;
using MerchantOps.Products;

namespace MerchantOps.Webhooks.Shopify;

/// <summary>Shopify's customers and products in canonical shape.</summary>
internal static class ShopifyCatalog
{
    public static Customer Customer(JsonElement root)
    {
        var address = root.Field("default_address") is { ValueKind: JsonValueKind.Object } main ? main : root.Items("addresses").FirstOrDefault();
        return new Customer(
            root.Id(), root.Text("email"), root.Text("phone") ?? address.Text("phone"), root.PersonName(),
            CountryCode.Of(address.Text("country_code")) ?? CountryCode.Of(address.Text("country")), root.Time("created_at"), root.Int("orders_count"));
    }

    public static Product Product(JsonElement root, ShopEvents events)
    {
        List<ProductVariant> variants =
        [
            .. root.Items("variants").Select(v => new ProductVariant(v.Text("id"), v.Text("sku"), v.Text("title"), v.Decimal("price"), v.Int("inventory_quantity"))),
        ];
        return new Product(
            root.Id(), root.Text("title"), root.Text("body_html"), root.Text("vendor"), root.Text("product_type"), root.Text("status"),
            events.Money(variants.Min(v => v.Price), null), variants.Count > 0 ? variants : null, ImagesOf(root));
    }

    private static List<string>? ImagesOf(JsonElement root)
    {
        List<string> images = [.. root.Items("images").Select(i => i.Text("src")).OfType<string>()];
        return images.Count > 0 ? images : null;
    }
}
