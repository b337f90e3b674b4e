using System.Text;

namespace MerchantOps.Webhooks.Stripe;

/// <summary>
/// <c>Stripe-Signature: t=1492774577,v1=…,v1=…</c>: hex HMAC-SHA256 over <c>{t}.{body}</c>, one <c>v1</c> for each secret that Stripe holds
/// while it is rolled. Other schemes (<c>v0</c>) are for tests and prove nothing.
/// </summary>
internal static class StripeSignature
{
    private const int MaxParts = 16;

    public static bool IsGenuine(WebhookRequest request, VerificationKeys keys, DateTimeOffset now, TimeSpan tolerance)
    {
        var parts = (request.Header("Stripe-Signature") ?? "").Split(',', MaxParts, StringSplitOptions.TrimEntries);
        var timestamp = Array.Find(parts, p => p.StartsWith("t=", StringComparison.Ordinal))?[2..];
        if (!SignedTime.IsRecent(timestamp, now, tolerance))
            return false;

        Span<byte> mac = stackalloc byte[32];
        var prefix = Encoding.UTF8.GetBytes(timestamp + ".");
        var genuine = false;
        foreach (var secret in keys.Secrets)
        {
            BodySignature.Hmac(Encoding.UTF8.GetBytes(secret), prefix, request.Body.Span, mac);
            foreach (var part in parts)
                if (part.StartsWith("v1=", StringComparison.Ordinal))
                    genuine |= BodySignature.EqualsHex(part.AsSpan(3), mac);
        }

        return genuine;
    }
}
