using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MerchantOps.Secrets;
using MerchantOps.Shops;
using MerchantOps.Storage;
using MerchantOps.Storage.Sqlite;
using MerchantOps.Tests.Core.Storage;
using MerchantOps.Webhooks;
using Microsoft.Extensions.Options;

namespace MerchantOps.Tests.Core.Webhooks;

/// <summary>An intake over a real registry and store, with a stream that records and a clock that stands still.</summary>
internal sealed class IntakeFixture : IDisposable
{
    public const string Merchant = "acme", ShopName = "main";

    /// <summary>A secret in the form that Standard Webhooks asks for; the other platforms take it as text.</summary>
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly TempFolder _folder = new();
    private readonly StoreMetrics _metrics = new();
    private readonly SqliteDocumentStore _documents;

    public IntakeFixture()
    {
        _documents = new SqliteDocumentStore(_folder.File("documents.db"), new StoreOptions(), new SqliteStoreOptions(), _metrics, Time);
        Store = new WatchedStore(_documents);
        Shops = new ShopRegistry(Store, Sealer, Options.Create(new ShopOptions()), Time);
        Intake = new WebhookIntake(Shops, WebhookPlatforms.All, Stream, Options.Create(new WebhookOptions()), Time);
    }

    public static ShopId Id { get; } = new(Merchant, ShopName);

    public ManualTime Time { get; } = new();

    public WatchedStore Store { get; }

    public RecordingStream Stream { get; } = new();

    public SecretSealer Sealer { get; } = new(Options.Create(new SecretsOptions { MasterKey = Convert.ToBase64String(new byte[32]) }));

    public ShopRegistry Shops { get; }

    public WebhookIntake Intake { get; }

    public Task<WebhookResult> ReceiveAsync(WebhookRequest request) => Intake.ReceiveAsync(request, CancellationToken.None);

    public Task ConnectAsync(string platform, params string[] publicKeys) => Shops.ConnectAsync(
        Id, new ShopConnection(platform, [Secret], publicKeys.Length == 0 ? null : publicKeys, "USD"), CancellationToken.None);

    /// <summary>A Standard Webhooks request signed as a sender would, now.</summary>
    public WebhookRequest Standard(string body, string id = "msg_1", string secret = Secret, string shop = ShopName)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var timestamp = Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. bytes];
        var mac = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed);
        return Request(
            ShopPlatforms.Standard, bytes,
            [("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", $"v1,{Convert.ToBase64String(mac)}")], shop);
    }

    /// <summary>A Shopify or WooCommerce request, signed in base64 over the body.</summary>
    public static WebhookRequest Signed(string platform, string topic, string body, string secret = Secret, params (string Name, string Value)[] headers)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var mac = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes));
        var (signature, topicHeader) = platform == ShopPlatforms.Shopify
            ? ("X-Shopify-Hmac-SHA256", "X-Shopify-Topic")
            : ("X-WC-Webhook-Signature", "X-WC-Webhook-Topic");
        return Request(platform, bytes, [(signature, mac), (topicHeader, topic), .. headers]);
    }

    public static WebhookRequest Request(string platform, byte[] body, (string Name, string Value)[] headers, string shop = ShopName)
    {
        var byName = headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase);
        return new WebhookRequest(platform, Merchant, shop, byName.GetValueOrDefault, body);
    }

    public static string Event(string id = "e1", string merchant = Merchant, string time = "2026-03-01T11:00:00Z") =>
        $$"""
        {"specversion":"1.0","id":"{{id}}","source":"/standard/{{merchant}}/main","type":"order.placed","subject":"order/1","time":"{{time}}","merchant":"{{merchant}}","shop":"main","data":{"id":"1"} }
        """;

    public void Dispose()
    {
        _documents.Dispose();
        _metrics.Dispose();
        _folder.Dispose();
    }
}
