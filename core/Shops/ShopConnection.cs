using MerchantOps.Errors;
using MerchantOps.Events;

namespace MerchantOps.Shops;

/// <summary>
/// What <c>PUT /api/merchants/{merchant}/shops/{shop}</c> takes (docs/webhooks.md). On a shop that is already connected, whatever is
/// left out stays as it is.
/// </summary>
/// <param name="Platform">shopify, woocommerce, bigcommerce, stripe or standard.</param>
/// <param name="Secrets">Newest first, at most five; those that held before and are not listed stay valid for the grace period.</param>
/// <param name="PublicKeys">Standard Webhooks v1a: Ed25519 keys, 32 bytes in base64, with or without <c>whpk_</c>; at most five. Replaces the list of before.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="BuyerSecret">At least 32 characters.</param>
/// <param name="GraceSeconds">How long secrets that are no longer listed stay valid: 0 to 604,800, one day when left out.</param>
public sealed record ShopConnection(
    string? Platform, IReadOnlyList<string>? Secrets = null, IReadOnlyList<string>? PublicKeys = null, string? Currency = null, string? BuyerSecret = null,
    int? GraceSeconds = null)
{
    public const int MaxKeys = 5;

    public TimeSpan Grace => TimeSpan.FromSeconds(GraceSeconds ?? 86_400);

    /// <exception cref="InvalidInputException">A field breaks its rule; the message names it and never repeats a secret.</exception>
    public void Validate()
    {
        if (Platform is null || !ShopPlatforms.All.Contains(Platform))
            throw new InvalidInputException("unknown-platform", $"platform must be one of {string.Join(", ", ShopPlatforms.All)}.");
        if (Secrets is { Count: 0 or > MaxKeys } || PublicKeys is { Count: > MaxKeys })
            throw new InvalidInputException("invalid-secrets", $"secrets has 1 to {MaxKeys} entries, publicKeys at most {MaxKeys}.");
        foreach (var secret in Secrets ?? [])
            ValidateSecret(secret);
        foreach (var key in PublicKeys ?? [])
            if (DecodedLength(key, ShopPlatforms.PublicKeyPrefix) != 32)
                throw new InvalidInputException("invalid-public-key", "A public key is 32 bytes in base64, with or without the prefix whpk_.");
        if (PublicKeys is { Count: > 0 } && Platform != ShopPlatforms.Standard)
            throw new InvalidInputException("invalid-public-key", "Only the platform standard signs with public keys.");
        if (Currency is not null && CurrencyCode.Of(Currency) is null)
            throw new InvalidInputException("invalid-currency", "currency is three letters (ISO 4217).");
        if (BuyerSecret is { Length: < 32 or > 512 })
            throw new InvalidInputException("invalid-buyer-secret", "buyerSecret has 32 to 512 characters.");
        if (GraceSeconds is < 0 or > 604_800)
            throw new InvalidInputException("invalid-grace", "graceSeconds is 0 to 604800.");
    }

    private void ValidateSecret(string? secret)
    {
        if (secret is not { Length: >= 12 and <= 512 } || secret.Any(c => c is <= ' ' or > '~'))
            throw new InvalidInputException("invalid-secret", "A secret has 12 to 512 printable ASCII characters without spaces.");
        if (Platform == ShopPlatforms.Standard && DecodedLength(secret, ShopPlatforms.SecretPrefix) is not (>= 16 and <= 64))
            throw new InvalidInputException("invalid-secret", "A Standard Webhooks secret is 16 to 64 bytes in base64, with or without the prefix whsec_.");
    }

    private static int DecodedLength(string? text, string prefix)
    {
        var base64 = text is null ? "" : text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
        Span<byte> bytes = stackalloc byte[512];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? length : -1;
    }

    public override string ToString() => $"ShopConnection {{ Platform = {Platform} }}";
}
