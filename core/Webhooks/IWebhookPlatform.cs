using MerchantOps.Shops;

namespace MerchantOps.Webhooks;

/// <summary>One platform's way to sign and to say things. Stateless and thread-safe; no member throws because of what a sender sent.</summary>
public interface IWebhookPlatform
{
    /// <summary>As in the route; one of <see cref="ShopPlatforms"/>.</summary>
    string Name { get; }

    /// <summary>Whether one of the keys signed the raw body, and recently where the platform signs a time. Comparisons take constant time.</summary>
    bool IsGenuine(WebhookRequest request, VerificationKeys keys, DateTimeOffset now, TimeSpan tolerance);

    /// <summary>
    /// What a genuine request means. The same delivery always yields the same event ids, different facts never do.
    /// </summary>
    Translation Translate(WebhookRequest request, Shop shop, DateTimeOffset receivedAt);

    /// <summary>The topic, for people who look at a refused body; null when the request names none.</summary>
    string? TopicOf(WebhookRequest request) => null;

    /// <summary>A trial of the address that is not signed, carries no event and must be answered 200.</summary>
    bool IsPing(WebhookRequest request) => false;
}

/// <summary>What a shop's webhooks are verified against: any one key suffices, which is how secrets are rotated.</summary>
public sealed record VerificationKeys(IReadOnlyList<string> Secrets, IReadOnlyList<string> PublicKeys)
{
    /// <summary>Stands in for a shop that does not exist, so that refusing it takes the same work.</summary>
    public static VerificationKeys OfNobody { get; } =
        new([ShopPlatforms.SecretPrefix + Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32))], []);

    public static VerificationKeys Of(Shop shop, DateTimeOffset now) => new(Shop.ValidAt(shop.Secrets, now), shop.PublicKeys);

    public override string ToString() => "(keys)";
}
