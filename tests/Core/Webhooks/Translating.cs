using System.Globalization;
using System.Text;
using MerchantOps.Events;
using MerchantOps.Ingestion;
using MerchantOps.Orders;
using MerchantOps.Shops;
using MerchantOps.Streaming;
using MerchantOps.Webhooks;

namespace MerchantOps.Tests.Core.Webhooks;

/// <summary>Translates bodies as a shop acme/main of a platform would send them, at noon on 2026-03-01.</summary>
internal static class Translating
{
    public static DateTimeOffset ReceivedAt { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static Translation Shopify(string topic, string body, params (string Name, string Value)[] headers) =>
        Translate(ShopPlatforms.Shopify, body, [("X-Shopify-Topic", topic), .. headers]);

    public static Translation WooCommerce(string topic, string body, params (string Name, string Value)[] headers) =>
        Translate(ShopPlatforms.WooCommerce, body, [("X-WC-Webhook-Topic", topic), .. headers]);

    public static Translation BigCommerce(string body) => Translate(ShopPlatforms.BigCommerce, body, []);

    public static Translation Stripe(string body) => Translate(ShopPlatforms.Stripe, body, []);

    public static Translation Translate(string platform, string body, (string Name, string Value)[] headers, string? currency = "USD") =>
        Translate(platform, Encoding.UTF8.GetBytes(body), headers, currency);

    public static Translation Translate(string platform, byte[] body, (string Name, string Value)[] headers, string? currency = "USD") =>
        WebhookPlatforms.All.Single(p => p.Name == platform)
            .Translate(IntakeFixture.Request(platform, body, headers), new Shop(IntakeFixture.Id, platform) { Currency = currency }, ReceivedAt);

    /// <summary>The one event of a type.</summary>
    public static CloudEvent One(this Translation translation, string type) => Assert.Single(translation.Events, e => e.Type == type);

    public static IEnumerable<string> Types(this Translation translation) => translation.Events.Select(e => e.Type);

    public static Order Order(this Translation translation) =>
        translation.Events.First(e => e.Type is EventTypes.OrderPlaced or EventTypes.OrderUpdated).ReadData(EventJson.Default.Order);

    public static OrderChange Change(this Translation translation, string type) => translation.One(type).ReadData(EventJson.Default.OrderChange);

    public static string Code(this Translation translation) => Assert.Single(translation.Refusals).Code;

    public static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>Every event must be readable by ingestion, whatever the body was.</summary>
    public static void AssertReadable(Translation translation)
    {
        foreach (var e in translation.Events)
            IncomingEvent.Read(new StreamSource("events", "0", 1), new StreamRecord(1, ReceivedAt, CloudEventCodec.Write(e)));
        Assert.True(translation.Events.Count + translation.Refusals.Count > 0);
        Assert.Equal(translation.Events.Count, translation.Events.Select(e => e.Id).Distinct().Count());
    }
}
