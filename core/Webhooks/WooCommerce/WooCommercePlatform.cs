using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MerchantOps.Customers;
using MerchantOps.Events;
using MerchantOps.Orders;
using MerchantOps.Products;
using MerchantOps.Shops;

namespace MerchantOps.Webhooks.WooCommerce;

/// <summary>
/// WooCommerce: base64 HMAC-SHA256 of the body in <c>X-WC-Webhook-Signature</c>, the topic in <c>X-WC-Webhook-Topic</c>.
/// <c>X-WC-Webhook-Delivery-ID</c> is not used: two deliveries within one second carry the same, so an event's identity comes from
/// topic, resource and body.
/// </summary>
public sealed partial class WooCommercePlatform : IWebhookPlatform
{
    private const string SignatureHeader = "X-WC-Webhook-Signature";
    private const int MaxPingBytes = 40;

    public string Name => ShopPlatforms.WooCommerce;

    public bool IsGenuine(WebhookRequest request, VerificationKeys keys, DateTimeOffset now, TimeSpan tolerance) =>
        BodySignature.IsBase64Hmac(request.Header(SignatureHeader), request.Body.Span, keys.Secrets);

    /// <summary>
    /// When a webhook is made, WooCommerce posts <c>webhook_id=N</c> unsigned and goes on only if it is answered 200. Answering it for
    /// every shop tells nothing about any.
    /// </summary>
    public bool IsPing(WebhookRequest request) =>
        request.Body.Length <= MaxPingBytes && request.Header(SignatureHeader) is null && Ping().IsMatch(Encoding.Latin1.GetString(request.Body.Span));

    public string? TopicOf(WebhookRequest request) => request.Header("X-WC-Webhook-Topic");

    public Translation Translate(WebhookRequest request, Shop shop, DateTimeOffset receivedAt)
    {
        var topic = TopicOf(request) ?? "";
        return JsonBody.Translate(request.Body, root => Translate(topic, root, new ShopEvents(shop, receivedAt), ShopEvents.Digest(topic, request.Body.Span)));
    }

    private static Translation Translate(string topic, JsonElement root, ShopEvents events, string key)
    {
        var modified = root.GmtTime("date_modified") ?? root.GmtTime("date_created");
        return topic switch
        {
            "order.created" => WooCommerceOrderEvents.Of(true, root, events, key),
            "order.updated" or "order.restored" => WooCommerceOrderEvents.Of(false, root, events, key),
            "order.deleted" => Translation.Of(events.Of(EventTypes.OrderCancelled, new OrderChange(root.Id(), events.Moment(modified), null, "deleted"), "deleted")),
            "refund.created" or "refund.updated" or "order-refund.created" or "order-refund.updated" => Translation.Of(WooCommerceOrderEvents.Refund(root, events)),
            "customer.created" => Translation.Of(events.Of(EventTypes.CustomerRegistered, WooCommerceCatalog.Customer(root), root.GmtTime("date_created"), key)),
            "customer.updated" => Translation.Of(events.Of(EventTypes.CustomerUpdated, WooCommerceCatalog.Customer(root), modified, key)),
            "customer.deleted" => Translation.Of(events.Of(EventTypes.CustomerDeleted, new Customer(root.Id()), modified, key)),
            "product.created" => Translation.Of(events.Of(EventTypes.ProductListed, WooCommerceCatalog.Product(root, events), root.GmtTime("date_created"), key)),
            "product.updated" or "product.restored" or "product-variation.updated" =>
                Translation.Of(events.Of(EventTypes.ProductUpdated, WooCommerceCatalog.Product(root, events), modified, key)),
            "product.deleted" => Translation.Of(events.Of(EventTypes.ProductRemoved, new Product(root.Id()), modified, key)),
            "" => Translation.Unsupported("missing-topic", "The request has no X-WC-Webhook-Topic."),
            _ => Translation.Unsupported("unsupported-topic", "No canonical event fits this topic."),
        };
    }

    [GeneratedRegex(@"^webhook_id=\d{1,20}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ping();
}
