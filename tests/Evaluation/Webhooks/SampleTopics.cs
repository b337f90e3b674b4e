using System.Text.Json;

namespace MerchantOps.Evaluation.Webhooks;

/// <summary>
/// The topic under which a platform would send a resource that a repository shows without one. Real webhooks always carry their topic
/// in a header, so the core never guesses.
/// </summary>
internal static class SampleTopics
{
    /// <summary>WooCommerce's documentation names resources (<c>orders</c>); the webhook is <c>order.updated</c>.</summary>
    public static string WooCommerce(string topic) => topic.Contains('.', StringComparison.Ordinal) ? topic : topic.TrimEnd('s') + ".updated";

    /// <summary>A real topic stays; a bare resource is told by its fields.</summary>
    public static string Shopify(string topic, byte[] body)
    {
        if (topic.Contains('/', StringComparison.Ordinal))
            return topic;

        using var document = TryParse(body);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } root)
            return topic;
        if (Has(root, "line_items", "total_price") && (Has(root, "financial_status") || Has(root, "order_number")))
            return "orders/updated";
        if (Has(root, "title", "variants"))
            return "products/update";
        return Has(root, "email", "orders_count") ? "customers/update" : topic;
    }

    private static bool Has(JsonElement root, params string[] names) => names.All(name => root.TryGetProperty(name, out _));

    private static JsonDocument? TryParse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
