using System.Text.Json;
using MerchantOps.Customers;
using MerchantOps.Events;
using MerchantOps.Products;

namespace MerchantOps.Webhooks.WooCommerce;

/// <summary>WooCommerce's customers and products in canonical shape.</summary>
internal static class WooCommerceCatalog
{
    public static Customer Customer(JsonElement root)
    {
        var billing = root.Field("billing");
        return new Customer(
            root.Id(), root.Text("email") ?? billing.Text("email"), billing.Text("phone"), root.PersonName() ?? billing.PersonName() ?? root.Text("username"),
            CountryCode.Of(billing.Text("country")) ?? CountryCode.Of(root.Field("shipping").Text("country")), root.GmtTime("date_created"), root.Int("orders_count"));
    }

    public static Product Product(JsonElement root, ShopEvents events) => new(
        root.Id(), root.Plain("name"), root.Text("description") ?? root.Text("short_description"), null,
        root.Items("categories").Select(c => c.Plain("name")).FirstOrDefault(), root.Text("status"), events.Money(PriceOf(root), null), VariantsOf(root), ImagesOf(root));

    private static decimal? PriceOf(JsonElement root) => root.Decimal("price") ?? root.Decimal("regular_price");

    /// <summary>A variable product names its variations by id alone; any other is its own one variant.</summary>
    private static List<ProductVariant> VariantsOf(JsonElement root)
    {
        var ids = root.Items("variations").Select(v => v.AsText() ?? v.Text("id")).OfType<string>();
        List<ProductVariant> variants = [.. ids.Select(id => new ProductVariant(id, null, null, null, null))];
        return variants.Count > 0 ? variants : [new ProductVariant(root.Text("id"), root.Text("sku"), null, PriceOf(root), root.Int("stock_quantity"))];
    }

    private static List<string>? ImagesOf(JsonElement root)
    {
        List<string> images = [.. root.Items("images").Append(root.Field("image")).Select(i => i.Text("src")).OfType<string>()];
        return images.Count > 0 ? images : null;
    }
}
