using System.Globalization;
using System.Text.Json;
using MerchantOps.Customers;
using MerchantOps.Events;
using MerchantOps.Orders;
using MerchantOps.Products;
using MerchantOps.Shops;

namespace MerchantOps.Webhooks.Shopify;

/// <summary>
/// Shopify: base64 HMAC-SHA256 of the body in <c>X-Shopify-Hmac-SHA256</c>; the topic, the event's id and its time are headers, which
/// Shopify does not sign.
/// </summary>
public sealed class ShopifyPlatform : IWebhookPlatform
{
    public string Name => ShopPlatforms.Shopify;

    public bool IsGenuine(WebhookRequest request, VerificationKeys keys, DateTimeOffset now, TimeSpan tolerance) =>
        BodySignature.IsBase64Hmac(request.Header("X-Shopify-Hmac-SHA256"), request.Body.Span, keys.Secrets);

    public string? TopicOf(WebhookRequest request) => request.Header("X-Shopify-Topic");

    public Translation Translate(WebhookRequest request, Shop shop, DateTimeOffset receivedAt) =>
        JsonBody.Translate(request.Body, root => Translate(TopicOf(request) ?? "", root, request, new ShopEvents(shop, receivedAt)));

    private static Translation Translate(string topic, JsonElement root, WebhookRequest request, ShopEvents events)
    {
        var triggeredAt = Triggered(request);
        var key = KeyOf(topic, request);
        switch (topic)
        {
            case "orders/create" or "orders/updated" or "orders/paid" or "orders/cancelled" or "orders/fulfilled" or "orders/partially_fulfilled":
                return ShopifyOrderEvents.Of(topic, root, events, triggeredAt, key);
            case "orders/delete":
                return Translation.Of(events.Of(EventTypes.OrderCancelled, new OrderChange(root.Id(), events.Moment(triggeredAt), null, "deleted"), "deleted"));
            case "orders/edited":
                return Translation.Of(events.Raw(EventTypes.OrderChanged, $"order/{root.Field("order_edit").Id("order_id")}", triggeredAt, key, root));
            case "order_transactions/create":
                return Translation.Of(ShopifyPayments.Transaction(root, events, key));
            case "refunds/create":
                return ShopifyPayments.Refund(root, events);
            case "disputes/create" or "disputes/update":
                return ShopifyPayments.Dispute(root, events);
            case "fulfillments/create" or "fulfillments/update":
                return Translation.Of(ShopifyOrderEvents.Fulfilment(root, root.Id("order_id"), events, key));
            case "fulfillment_events/create" or "fulfillment_events/delete":
                return Translation.Of(events.Raw(EventTypes.OrderChanged, $"order/{root.Id("order_id")}", triggeredAt ?? root.Time("happened_at"), key, root));
            case "carts/create" or "carts/update" or "checkouts/create" or "checkouts/update" or "draft_orders/create" or "draft_orders/update":
                return Translation.Of(events.Raw(EventTypes.CartUpdated, $"cart/{root.Text("token") ?? root.Id()}", triggeredAt ?? root.Time("updated_at"), key, root));
            default:
                return TranslateRecord(topic, root, events, triggeredAt, key);
        }
    }

    private static Translation TranslateRecord(string topic, JsonElement root, ShopEvents events, DateTimeOffset? triggeredAt, string key)
    {
        var time = triggeredAt ?? root.Time("updated_at");
        return topic switch
        {
            "customers/create" => Translation.Of(events.Of(EventTypes.CustomerRegistered, ShopifyCatalog.Customer(root), triggeredAt ?? root.Time("created_at"), key)),
            "customers/update" or "customers/enable" or "customers/disable" =>
                Translation.Of(events.Of(EventTypes.CustomerUpdated, ShopifyCatalog.Customer(root), time, key)),
            "customers/delete" => Translation.Of(events.Of(EventTypes.CustomerDeleted, new Customer(root.Id()), time, key)),
            "products/create" => Translation.Of(events.Of(EventTypes.ProductListed, ShopifyCatalog.Product(root, events), triggeredAt ?? root.Time("created_at"), key)),
            "products/update" => Translation.Of(events.Of(EventTypes.ProductUpdated, ShopifyCatalog.Product(root, events), time, key)),
            "products/delete" => Translation.Of(events.Of(EventTypes.ProductRemoved, new Product(root.Id()), time, key)),
            "customers/redact" => Translation.Of(events.Raw(EventTypes.CustomerRedactionRequested, CustomerSubject(root), triggeredAt, key, root)),
            "customers/data_request" => Translation.Of(events.Raw(EventTypes.CustomerDataRequested, CustomerSubject(root), triggeredAt, key, root)),
            "shop/redact" => Translation.Of(events.Raw(EventTypes.ShopRedactionRequested, $"shop/{root.Text("shop_id") ?? "unnamed"}", triggeredAt, key, root)),
            "" => Translation.Unsupported("missing-topic", "The request has no X-Shopify-Topic."),
            _ => Translation.Unsupported("unsupported-topic", "No canonical event fits this topic."),
        };
    }

    /// <summary>A privacy request is kept even if it names nobody.</summary>
    private static string CustomerSubject(JsonElement root) => $"customer/{root.Field("customer").Text("id") ?? "unnamed"}";

    private static DateTimeOffset? Triggered(WebhookRequest request)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(request.Header("X-Shopify-Triggered-At"), CultureInfo.InvariantCulture, utc, out var time) ? time : null;
    }

    /// <summary>The event's id is the same for every subscription that tells it, the delivery's only for its retries.</summary>
    private static string KeyOf(string topic, WebhookRequest request) =>
        Usable(request.Header("X-Shopify-Event-Id")) ?? Usable(request.Header("X-Shopify-Webhook-Id")) ?? ShopEvents.Digest(topic, request.Body.Span);

    private static string? Usable(string? header) => string.IsNullOrWhiteSpace(header) ? null : header.Trim();
}
