using System.Text;
using MerchantOps.Shops;
using MerchantOps.Webhooks;

namespace MerchantOps.Evaluation.Webhooks;

/// <summary>A signed body of which it is known whether the signature holds.</summary>
internal sealed record SignatureVector(
    string Scheme, IWebhookPlatform Platform, VerificationKeys Keys, DateTimeOffset Now, TimeSpan Tolerance, IReadOnlyDictionary<string, string> Headers,
    byte[] Body, bool Valid)
{
    private const long DefaultToleranceSeconds = 300;

    /// <summary>Schemes are named after the platform whose they are, and how it signs: <c>shopify-hmac-sha256-base64</c>.</summary>
    private static readonly (string Prefix, string Platform)[] Schemes =
    [
        ("shopify", ShopPlatforms.Shopify), ("woocommerce", ShopPlatforms.WooCommerce), ("bigcommerce", ShopPlatforms.BigCommerce),
        ("stripe", ShopPlatforms.Stripe), ("standard", ShopPlatforms.Standard),
    ];

    /// <exception cref="BadInputException">A row misses something or names an unknown scheme, payload or change.</exception>
    public static List<SignatureVector> ReadAll(string path, IReadOnlyDictionary<string, SamplePayload> payloads) =>
        [.. InputFile.ReadJsonRows(path).Select(row => Read(row, payloads))];

    public bool IsRight()
    {
        var request = new WebhookRequest(Platform.Name, "merchant", "shop", Headers.GetValueOrDefault, Body);
        return Platform.IsGenuine(request, Keys, Now, Tolerance) == Valid;
    }

    private static SignatureVector Read(JsonRow row, IReadOnlyDictionary<string, SamplePayload> payloads)
    {
        var scheme = row.Text("scheme");
        var name = Schemes.FirstOrDefault(s => scheme.StartsWith(s.Prefix, StringComparison.Ordinal)).Platform
            ?? throw new BadInputException($"{row.Place}: the scheme \"{scheme}\" is not known.");
        var secret = row.Text("secret");
        var isPublic = secret.StartsWith(ShopPlatforms.PublicKeyPrefix, StringComparison.Ordinal);
        return new SignatureVector(
            scheme, WebhookPlatforms.All.First(p => p.Name == name), isPublic ? new VerificationKeys([], [secret]) : new VerificationKeys([secret], []),
            DateTimeOffset.FromUnixTimeSeconds(row.OptionalInteger("now") ?? 0),
            TimeSpan.FromSeconds(row.OptionalInteger("tolerance_s") ?? DefaultToleranceSeconds),
            row.OptionalTexts("headers") ?? throw new BadInputException($"{row.Place} needs the object \"headers\"."),
            Patched(row, BodyOf(row, payloads)), row.Flag("valid"));
    }

    private static byte[] BodyOf(JsonRow row, IReadOnlyDictionary<string, SamplePayload> payloads)
    {
        if (row.OptionalText("body") is { } body)
            return Encoding.UTF8.GetBytes(body);
        var id = row.OptionalText("payload_id") ?? throw new BadInputException($"{row.Place} needs \"body\" or \"payload_id\".");
        return payloads.TryGetValue(id, out var payload)
            ? payload.Body
            : throw new BadInputException($"{row.Place} points at the payload \"{id}\", which is not in the file given by --payloads.");
    }

    private static byte[] Patched(JsonRow row, byte[] body)
    {
        foreach (var (change, text) in row.OptionalTexts("body_patch") ?? new Dictionary<string, string>())
            body = change switch
            {
                "append" => [.. body, .. Encoding.UTF8.GetBytes(text)],
                "prepend" => [.. Encoding.UTF8.GetBytes(text), .. body],
                "replace_with" => Encoding.UTF8.GetBytes(text),
                _ => throw new BadInputException($"{row.Place}: \"body_patch.{change}\" is not known."),
            };
        return body;
    }
}
