namespace MerchantOps.Shops;

/// <summary>A shop as callers see it: without any secret.</summary>
/// <param name="SecretsInUse">How many secrets hold now.</param>
/// <param name="RetiringUntil">When the last replaced secret stops holding; null when none is retiring.</param>
/// <param name="WebhookPath">Where the platform sends to, below the host's address.</param>
public sealed record ShopView(
    string Merchant, string Shop, string Platform, string? Currency, int SecretsInUse, DateTimeOffset? RetiringUntil, IReadOnlyList<string> PublicKeys,
    bool HasBuyerSecret, string WebhookPath, DateTimeOffset ConnectedAt, DateTimeOffset UpdatedAt)
{
    public static ShopView Of(Shops.Shop shop, DateTimeOffset now) => new(
        shop.Id.Merchant, shop.Id.Shop, shop.Platform, shop.Currency, Shops.Shop.ValidAt(shop.Secrets, now).Count,
        shop.Secrets.Where(s => s.ValidUntil > now).Max(s => s.ValidUntil), shop.PublicKeys, shop.BuyerSecrets.Count > 0,
        $"/api/webhooks/{shop.Platform}/{shop.Id.Merchant}/{shop.Id.Shop}", shop.ConnectedAt, shop.UpdatedAt);
}
