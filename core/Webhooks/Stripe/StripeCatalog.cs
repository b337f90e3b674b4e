using System.Text.Json;
using MerchantOps.Customers;
using MerchantOps.Events;
using MerchantOps.Products;

namespace MerchantOps.Webhooks.Stripe;

/// <summary>Stripe's customers and products. <c>type</c> is the event's, null for a bare object.</summary>
internal static class StripeCatalog
{
    public static CloudEvent Customer(string? type, JsonElement root, DateTimeOffset at, string key, ShopEvents events)
    {
        if (type == "customer.deleted" || root.Flag("deleted"))
            return events.Of(EventTypes.CustomerDeleted, new Customer(root.Id()), at, key);

        var country = CountryCode.Of(root.Field("address").Text("country")) ?? CountryCode.Of(root.Field("shipping").Field("address").Text("country"));
        var customer = new Customer(root.Id(), root.Text("email"), root.Text("phone"), root.Text("name"), country, root.UnixTime("created"));
        return events.Of(type == "customer.created" ? EventTypes.CustomerRegistered : EventTypes.CustomerUpdated, customer, at, key);
    }

    public static CloudEvent Product(string? type, JsonElement root, DateTimeOffset at, string key, ShopEvents events)
    {
        if (type == "product.deleted" || root.Flag("deleted"))
            return events.Of(EventTypes.ProductRemoved, new Product(root.Id()), at, key);

        var price = root.Field("default_price");
        List<string> images = [.. root.Items("images").Select(i => i.AsText()).OfType<string>()];
        var product = new Product(
            root.Id(), root.Text("name"), root.Text("description"), null, null, root.Field("active").ValueKind == JsonValueKind.False ? "archived" : "active",
            events.Money(price.Amount("unit_amount", price.Text("currency")), price.Text("currency")), null, images.Count > 0 ? images : null);
        return events.Of(type == "product.created" ? EventTypes.ProductListed : EventTypes.ProductUpdated, product, at, key);
    }
}
