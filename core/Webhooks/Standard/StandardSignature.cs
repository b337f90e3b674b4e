using System.Text;
using MerchantOps.Shops;

namespace MerchantOps.Webhooks.Standard;

/// <summary>
/// Standard Webhooks: <c>webhook-signature</c> is a space-separated list, so that a sender can sign with old and new keys at once;
/// <c>v1,</c> HMAC-SHA256 and <c>v1a,</c> Ed25519, both base64 over <c>{webhook-id}.{webhook-timestamp}.{body}</c>.
/// </summary>
internal static class StandardSignature
{
    /// <summary>More are not looked at: each costs work.</summary>
    private const int MaxSignatures = 16;

    public static bool IsGenuine(WebhookRequest request, VerificationKeys keys, DateTimeOffset now, TimeSpan tolerance)
    {
        var id = request.Header("webhook-id");
        var timestamp = request.Header("webhook-timestamp");
        var signatures = request.Header("webhook-signature");
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(signatures) || !SignedTime.IsRecent(timestamp, now, tolerance))
            return false;

        var prefix = Encoding.UTF8.GetBytes($"{id}.{timestamp}.");
        var list = signatures.Split(' ', MaxSignatures + 1, StringSplitOptions.RemoveEmptyEntries);
        return IsSymmetric(list, keys.Secrets, prefix, request.Body.Span) | IsAsymmetric(list, keys.PublicKeys, prefix, request.Body.Span);
    }

    private static bool IsSymmetric(string[] signatures, IReadOnlyList<string> secrets, byte[] prefix, ReadOnlySpan<byte> body)
    {
        Span<byte> mac = stackalloc byte[32];
        var genuine = false;
        foreach (var secret in secrets)
        {
            if (Decode(secret, ShopPlatforms.SecretPrefix) is not { } key)
                continue;
            BodySignature.Hmac(key, prefix, body, mac);
            foreach (var signature in signatures.AsSpan(0, Math.Min(signatures.Length, MaxSignatures)))
                if (signature.StartsWith("v1,", StringComparison.Ordinal))
                    genuine |= BodySignature.EqualsBase64(signature.AsSpan(3), mac);
        }

        return genuine;
    }

    private static bool IsAsymmetric(string[] signatures, IReadOnlyList<string> publicKeys, byte[] prefix, ReadOnlySpan<byte> body)
    {
        if (publicKeys.Count == 0)
            return false;

        byte[] message = [.. prefix, .. body];
        foreach (var signature in signatures.AsSpan(0, Math.Min(signatures.Length, MaxSignatures)))
        {
            if (!signature.StartsWith("v1a,", StringComparison.Ordinal) || Decode(signature[4..], "") is not { } bytes)
                continue;
            foreach (var publicKey in publicKeys)
                if (Decode(publicKey, ShopPlatforms.PublicKeyPrefix) is { } key && Ed25519.Verify(key, message, bytes))
                    return true;
        }

        return false;
    }

    /// <summary>The bytes of a key with or without its prefix and padding; null when it is not base64.</summary>
    private static byte[]? Decode(string text, string prefix)
    {
        var base64 = text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
        if (base64.Length % 4 != 0)
            base64 = base64.PadRight(base64.Length + 4 - (base64.Length % 4), '=');
        var bytes = new byte[base64.Length / 4 * 3];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
