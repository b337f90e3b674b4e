using System.Security.Cryptography;
using System.Text;
using MerchantOps.Secrets;
using MerchantOps.Shops;
using MerchantOps.Webhooks;
using Microsoft.Extensions.Options;

namespace MerchantOps.Tests.Core.Webhooks;

/// <summary>An intake over a real registry, with a store and a stream in memory and a clock that stands still.</summary>
internal sealed class IntakeFixture
{
    public const string Merchant = "acme", ShopName = "main";

    /// <summary>A secret in the form that Standard Webhooks asks for; the other platforms take it as text.</summary>
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public IntakeFixture()
    {
        Shops = new ShopRegistry(Store, Sealer, Options.Create(new ShopOptions()), Time);
        Intake = new WebhookIntake(Shops, WebhookPlatforms.All, Stream, Options.Create(new WebhookOptions()), Time);
    }

    public ManualTime Time { get; } = new();

    public MemoryStore Store { get; } = new();

    public RecordingStream Stream { get; } = new();

    public SecretSealer Sealer { get; } = new(Options.Create(new SecretsOptions { MasterKey = Convert.ToBase64String(new byte[32]) }));

    public ShopRegistry Shops { get; }

    public WebhookIntake Intake { get; }

    public Task ConnectAsync(string platform, params string[] publicKeys) => Shops.ConnectAsync(
        new ShopId(Merchant, ShopName), new ShopConnection(platform, [Secret], publicKeys.Length == 0 ? null : publicKeys, "USD"), CancellationToken.None);

    /// <summary>A Standard Webhooks request signed as a sender would, now.</summary>
    public WebhookRequest Standard(string body, string id = "msg_1", string secret = Secret, string shop = ShopName)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var timestamp = Time.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. bytes];
        var mac = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed);
        return Request(
            ShopPlatforms.Standard, bytes,
            [("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", $"v1,{Convert.ToBase64String(mac)}")], shop);
    }

    public static WebhookRequest Request(string platform, byte[] body, (string Name, string Value)[] headers, string shop = ShopName)
    {
        var byName = headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase);
        return new WebhookRequest(platform, Merchant, shop, byName.GetValueOrDefault, body);
    }

    public static string Event(string id = "e1", string extra = "", string merchant = Merchant, string time = "2026-03-01T11:00:00Z") =>
        $$"""
        {"specversion":"1.0","id":"{{id}}","source":"/standard/{{merchant}}/main","type":"order.placed","subject":"order/1","time":"{{time}}","merchant":"{{merchant}}","shop":"main",{{extra}}"data":{"id":"1"} }
        """;
}
