using System.Text;
using System.Text.Json.Nodes;
using MerchantOps.Shops;

namespace MerchantOps.Tests.Core.Webhooks;

/// <summary>Whatever a sender sends, translating never throws, and every event it yields can be ingested.</summary>
public sealed class MangledBodyTests
{
    private const int Rounds = 1_000;

    /// <summary>Becomes half of a surrogate pair, which a JSON writer would refuse to write.</summary>
    private const string Half = "@half@";

    private static readonly string[] Values =
    [
        "null", "true", "-1", "0", "1e400", "1e-400", "99999999999999999999999999999", "0.5", "\"\"", "\" \"", "\"NaN\"", "\"-\"", "\"1,5\"", "[]", "[null]", "[[1]]",
        "{}", "{\"id\":null}", "\"2026-13-45T99:00:00Z\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59-14:00\"", "\"\\u0000\"", $"\"{Half}\"", "\"密钥\"",
        $"\"{new string('x', 5_000)}\"", "{\"data\":[{\"id\":{}}]}",
    ];

    public static TheoryData<string, string, string> Bodies => new()
    {
        { ShopPlatforms.Shopify, "orders/paid", ShopifyTests.OrderBody },
        { ShopPlatforms.Shopify, "orders/updated", """{"id":1,"total_price":"1","currency":"EUR","cancelled_at":"2026-01-01","fulfillments":[{"id":1,"status":"success"}],"refunds":[{"id":2,"transactions":[{"id":3,"kind":"refund","amount":"1"}]}]}""" },
        { ShopPlatforms.Shopify, "disputes/create", """{"id":3,"order_id":1,"type":"chargeback","amount":"11.50","currency":"USD","status":"lost","initiated_at":"2026-02-20T00:00:00Z"}""" },
        { ShopPlatforms.Shopify, "products/update", """{"id":1,"title":"t","variants":[{"id":1,"price":"1.00","inventory_quantity":3}],"images":[{"src":"x"}]}""" },
        { ShopPlatforms.Shopify, "customers/update", """{"id":1,"email":"e","default_address":{"country_code":"US"},"addresses":[{"phone":"1"}],"orders_count":2}""" },
        { ShopPlatforms.WooCommerce, "order.updated", WooCommerceTests.OrderBody },
        { ShopPlatforms.WooCommerce, "order-refund.created", """{"id":724,"amount":"9.00","_links":{"up":[{"href":"https://x.example/orders/723"}]},"date_created_gmt":"2026-01-01T00:00:00"}""" },
        { ShopPlatforms.WooCommerce, "product.updated", """{"id":1,"name":"n","price":"1","variations":[1],"categories":[{"name":"c"}],"images":[{"src":"s"}]}""" },
        { ShopPlatforms.BigCommerce, "", """{"scope":"store/order/created","data":{"type":"order","id":1,"order_id":2},"hash":"h","created_at":1641641646,"producer":"p"}""" },
        { ShopPlatforms.Stripe, "", $$"""{"id":"evt_1","object":"event","type":"charge.refunded","created":1772000600,"data":{"object":{{StripeTests.Charge}},"previous_attributes":{"amount_refunded":0} } }""" },
        { ShopPlatforms.Stripe, "", """{"object":"invoice","id":"in_1","payment_intent":"pi_1","total":1,"amount_paid":1,"currency":"usd","status":"paid","lines":{"data":[{"amount":1,"quantity":1}]} }""" },
        { ShopPlatforms.Stripe, "", """{"object":"checkout.session","id":"cs","payment_intent":"pi","amount_total":1,"currency":"usd","payment_status":"paid","line_items":{"data":[{"amount_total":1,"quantity":2}]},"customer_details":{"email":"e"}}""" },
        { ShopPlatforms.Stripe, "", """{"object":"dispute","id":"dp","charge":{"id":"ch","metadata":{"order_id":"1"}},"amount":1,"currency":"usd","status":"lost","created":1}""" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Any_value_may_stand_in_any_field(string platform, string topic, string body)
    {
        var random = new Random(7);
        for (var round = 0; round < Rounds; round++)
        {
            var root = JsonNode.Parse(body)!;
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                Mangle(root, random);

            Check(platform, topic, Encoding.UTF8.GetBytes(root.ToJsonString().Replace(Half, "\\ud83d", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Any_byte_may_be_wrong_or_missing(string platform, string topic, string body)
    {
        var random = new Random(11);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            for (var changes = random.Next(0, 4); changes > 0; changes--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);

            Check(platform, topic, bytes[..random.Next(bytes.Length + 1)]);
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Nesting_without_end_is_refused(string platform, string topic, string body)
    {
        var deep = $"{{\"x\":{string.Concat(Enumerable.Repeat("[", 50_000))}{string.Concat(Enumerable.Repeat("]", 50_000))},{body.TrimStart()[1..]}";

        var translation = Translating.Translate(platform, deep, Topics(topic));

        Assert.Equal("unreadable-json", translation.Code());
    }

    private static void Check(string platform, string topic, byte[] body) =>
        Translating.AssertReadable(Translating.Translate(platform, body, Topics(topic)));

    private static (string, string)[] Topics(string topic) => [("X-Shopify-Topic", topic), ("X-WC-Webhook-Topic", topic)];

    /// <summary>Replaces one value, found by walking down at random.</summary>
    private static void Mangle(JsonNode root, Random random)
    {
        var node = root;
        while (true)
        {
            var (names, count) = node switch
            {
                JsonObject o => (o.Select(p => p.Key).ToList(), o.Count),
                JsonArray a => (null, a.Count),
                _ => (null, 0),
            };
            if (count == 0)
                return;

            var index = random.Next(count);
            var child = names is null ? node[index] : node[names[index]];
            if (child is JsonObject or JsonArray && random.Next(3) > 0)
            {
                node = child;
                continue;
            }

            var value = JsonNode.Parse(Values[random.Next(Values.Length)]);
            if (names is null)
                node[index] = value;
            else
                node[names[index]] = value;
            return;
        }
    }
}
