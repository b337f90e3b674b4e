using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MerchantOps.Customers;
using MerchantOps.Events;
using MerchantOps.Products;
using MerchantOps.Shops;

namespace MerchantOps.Webhooks.BigCommerce;

/// <summary>
/// BigCommerce: the hook is made with a custom header (<see cref="SecretHeader"/>) that holds the shop's secret and comes with every
/// notice. Bodies are notices that something changed, without its content: <c>scope</c> says what, <c>data.id</c> which.
/// </summary>
public sealed class BigCommercePlatform : IWebhookPlatform
{
    public const string SecretHeader = "X-MerchantOps-Secret";

    public string Name => ShopPlatforms.BigCommerce;

    public bool IsGenuine(WebhookRequest request, VerificationKeys keys, DateTimeOffset now, TimeSpan tolerance)
    {
        // Hashed, so that the comparison takes the same time for every length.
        Span<byte> sent = stackalloc byte[SHA256.HashSizeInBytes], expected = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(request.Header(SecretHeader) ?? ""), sent);
        var genuine = false;
        foreach (var secret in keys.Secrets)
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(secret), expected);
            genuine |= CryptographicOperations.FixedTimeEquals(sent, expected);
        }

        return genuine;
    }

    public Translation Translate(WebhookRequest request, Shop shop, DateTimeOffset receivedAt) =>
        JsonBody.Translate(request.Body, root => Translate(root, new ShopEvents(shop, receivedAt)));

    private static Translation Translate(JsonElement root, ShopEvents events)
    {
        if (root.Text("scope") is not { } scope)
            return Translation.Unsupported("missing-scope", "The notice has no scope.");

        var data = root.Field("data");
        var at = root.UnixTime("created_at");
        // The hash covers the data alone, so a second change of the same thing is told apart by its time.
        var content = data.ValueKind == JsonValueKind.Undefined ? "" : data.GetRawText();
        var key = ShopEvents.Digest($"{scope}|{root.Text("created_at")}|{root.Text("hash")}|{root.Text("producer")}", Encoding.UTF8.GetBytes(content));
        var (noun, verb) = Parse(scope);
        return noun switch
        {
            "order" => Translation.Of(events.Raw(EventTypes.OrderChanged, $"order/{OrderOf(data)}", at, key, root)),
            "shipment" => Translation.Of(events.Raw(EventTypes.OrderChanged, $"order/{data.Text("orderId") ?? data.Id("order_id")}", at, key, root)),
            "customer" when verb == "deleted" => Translation.Of(events.Of(EventTypes.CustomerDeleted, new Customer(data.Id()), at, key)),
            "customer" => Translation.Of(events.Raw(EventTypes.CustomerChanged, $"customer/{data.Field("address").Text("customer_id") ?? data.Id()}", at, key, root)),
            "product" when verb == "deleted" => Translation.Of(events.Of(EventTypes.ProductRemoved, new Product(data.Id()), at, key)),
            "product" or "sku" => Translation.Of(events.Raw(EventTypes.ProductChanged, $"product/{ProductOf(data)}", at, key, root)),
            "cart" => Translation.Of(events.Raw(EventTypes.CartUpdated, $"cart/{data.Text("cartId") ?? data.Text("cart_id") ?? data.Id()}", at, key, root)),
            _ => Translation.Unsupported("unsupported-scope", "No canonical event fits this scope."),
        };
    }

    /// <summary>
    /// What a scope is about, and what became of it if it happened to that thing itself rather than to a part of it:
    /// <c>store/product/deleted</c> is (product, deleted), <c>store/channel/1/order/created</c> (order, created), <c>store/customer/address/deleted</c> (customer, null).
    /// </summary>
    private static (string? Noun, string? Verb) Parse(string scope) => scope.Split('/') switch
    {
        ["store", "channel", _, var noun, .. var rest] => (noun, rest is [var verb] ? verb : null),
        ["store", var noun, .. var rest] => (noun, rest is [var verb] ? verb : null),
        _ => (null, null),
    };

    private static string OrderOf(JsonElement data) => data.Text("order_id") ?? data.Text("orderId") ?? data.Id();

    private static string ProductOf(JsonElement data) =>
        data.Text("product_id") ?? data.Field("sku").Text("product_id") ?? data.Field("inventory").Text("product_id") ?? data.Id();
}
