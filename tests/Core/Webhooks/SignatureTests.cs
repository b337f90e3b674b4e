using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MerchantOps.Shops;
using MerchantOps.Webhooks;

namespace MerchantOps.Tests.Core.Webhooks;

public sealed class SignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", OldSecret = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
    private static readonly byte[] Body = """{"id":1}"""u8.ToArray();

    public static TheoryData<string> Base64Platforms => [ShopPlatforms.Shopify, ShopPlatforms.WooCommerce];

    [Theory]
    [MemberData(nameof(Base64Platforms))]
    public void A_body_signed_with_any_secret_in_use_is_genuine(string platform)
    {
        var request = Base64Signed(platform, OldSecret);

        Assert.True(IsGenuine(request, Secret, OldSecret));
        Assert.False(IsGenuine(request, Secret));
        Assert.False(IsGenuine(request));
    }

    [Theory]
    [MemberData(nameof(Base64Platforms))]
    public void A_signature_is_compared_to_the_letter(string platform)
    {
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Body));

        // The last letter of base64 holds bits that decoding drops, so these four would decode alike.
        var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var index = letters.IndexOf(signature[42], StringComparison.Ordinal);
        var twin = signature[..42] + letters[index ^ 1] + "=";

        Assert.True(IsGenuine(WithBase64(platform, signature), Secret));
        foreach (var other in new[] { twin, signature[..40], signature.ToUpperInvariant(), signature + " ", " " + signature, "", "ø" + signature[1..] })
            Assert.False(IsGenuine(WithBase64(platform, other), Secret));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void A_signed_time_must_be_recent_to_either_side(int secondsOff, bool genuine)
    {
        var time = Now.AddSeconds(secondsOff);

        Assert.Equal(genuine, IsGenuine(Stripe($"t={Unix(time)},v1={StripeMac(Unix(time))}"), Secret));
        Assert.Equal(genuine, IsGenuine(Standard(Unix(time), $"v1,{StandardMac(Unix(time))}"), Secret));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("-1700000000")]
    [InlineData("1.7e9")]
    [InlineData(" 1700000000")]
    [InlineData("99999999999999999999")]
    [InlineData("9223372036854775807")]
    public void A_signed_time_that_is_no_number_is_not_genuine(string time)
    {
        Assert.False(IsGenuine(Stripe($"t={time},v1={StripeMac(time)}"), Secret));
        Assert.False(IsGenuine(Standard(time, $"v1,{StandardMac(time)}"), Secret));
    }

    [Fact]
    public void One_of_several_signatures_suffices()
    {
        var time = Unix(Now);

        Assert.True(IsGenuine(Stripe($"t={time},v1={new string('0', 64)},v1={StripeMac(time)},v0=1"), Secret));
        Assert.True(IsGenuine(Standard(time, $"v1,AAAA v2,{StandardMac(time)} v1,{StandardMac(time)}"), Secret));
    }

    [Fact]
    public void Only_the_named_schemes_prove_anything()
    {
        var time = Unix(Now);

        Assert.False(IsGenuine(Stripe($"t={time},v0={StripeMac(time)}"), Secret));
        Assert.False(IsGenuine(Stripe($"t={time},V1={StripeMac(time)}"), Secret));
        Assert.False(IsGenuine(Stripe($"t={time},v1={StripeMac(time).ToUpperInvariant()}"), Secret));
        Assert.False(IsGenuine(Stripe($"v1={StripeMac(time)}"), Secret));
        Assert.False(IsGenuine(Standard(time, $"v2,{StandardMac(time)}"), Secret));
        Assert.False(IsGenuine(Standard(time, $"V1,{StandardMac(time)}"), Secret));
        Assert.False(IsGenuine(Standard(time, StandardMac(time)), Secret));
    }

    [Theory]
    [InlineData("webhook-id")]
    [InlineData("webhook-timestamp")]
    [InlineData("webhook-signature")]
    public void A_standard_webhook_needs_all_three_headers(string missing)
    {
        var time = Unix(Now);
        var request = Standard(time, $"v1,{StandardMac(time)}");

        Assert.False(IsGenuine(request with { Header = name => name == missing ? null : request.Header(name) }, Secret));
    }

    [Fact]
    public void Asymmetric_signatures_are_verified_with_the_public_key()
    {
        var (seed, otherSeed) = (Enumerable.Repeat((byte)1, 32).ToArray(), Enumerable.Repeat((byte)2, 32).ToArray());
        var time = Unix(Now);
        var signature = Convert.ToBase64String(Ed25519.Sign(seed, StandardText(time)));
        var (key, otherKey) = ("whpk_" + Convert.ToBase64String(Ed25519.PublicKeyOf(seed)), "whpk_" + Convert.ToBase64String(Ed25519.PublicKeyOf(otherSeed)));
        var request = Standard(time, $"v1a,AAAA v1a,{signature}");

        Assert.True(Platform(request).IsGenuine(request, new VerificationKeys([], [otherKey, key]), Now, Tolerance));
        Assert.False(Platform(request).IsGenuine(request, new VerificationKeys([], [otherKey]), Now, Tolerance));
        Assert.False(Platform(request).IsGenuine(request with { Body = "{}"u8.ToArray() }, new VerificationKeys([], [key]), Now, Tolerance));
        Assert.False(IsGenuine(Standard(time, $"v1,{signature}"), Secret));
    }

    [Fact]
    public void BigCommerce_proves_itself_by_the_secret_in_its_header()
    {
        WebhookRequest With(string? secret) => new(ShopPlatforms.BigCommerce, "acme", "main", name => name == "X-MerchantOps-Secret" ? secret : null, Body);

        Assert.True(IsGenuine(With(Secret), OldSecret, Secret));
        Assert.False(IsGenuine(With(Secret + "x"), Secret));
        Assert.False(IsGenuine(With(""), Secret));
        Assert.False(IsGenuine(With(null), Secret));
        Assert.False(IsGenuine(With(""), []));
    }

    private static bool IsGenuine(WebhookRequest request, params string[] secrets) =>
        Platform(request).IsGenuine(request, new VerificationKeys(secrets, []), Now, Tolerance);

    private static IWebhookPlatform Platform(WebhookRequest request) => WebhookPlatforms.All.Single(p => p.Name == request.Platform);

    private static WebhookRequest Base64Signed(string platform, string secret) =>
        WithBase64(platform, Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Body)));

    private static WebhookRequest WithBase64(string platform, string signature)
    {
        var header = platform == ShopPlatforms.Shopify ? "X-Shopify-Hmac-SHA256" : "X-WC-Webhook-Signature";
        return IntakeFixture.Request(platform, Body, [(header, signature)]);
    }

    private static WebhookRequest Stripe(string signature) => IntakeFixture.Request(ShopPlatforms.Stripe, Body, [("Stripe-Signature", signature)]);

    private static WebhookRequest Standard(string time, string signatures) =>
        IntakeFixture.Request(ShopPlatforms.Standard, Body, [("webhook-id", "msg_1"), ("webhook-timestamp", time), ("webhook-signature", signatures)]);

    private static string StripeMac(string time) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), (byte[])[.. Encoding.UTF8.GetBytes(time + "."), .. Body]));

    private static string StandardMac(string time) =>
        Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), StandardText(time)));

    private static byte[] StandardText(string time) => [.. Encoding.UTF8.GetBytes($"msg_1.{time}."), .. Body];

    private static string Unix(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
