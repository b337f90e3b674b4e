using System.Text.Json.Serialization;
using MerchantOps.Secrets;

namespace MerchantOps.Shops;

/// <summary>A shop as it is stored: every secret sealed for this very shop.</summary>
internal sealed record StoredShop(
    int V, string Merchant, string Shop, string Platform, IReadOnlyList<StoredSecret> Secrets, IReadOnlyList<string> PublicKeys, string? Currency,
    string? BuyerSecret, DateTimeOffset ConnectedAt, DateTimeOffset UpdatedAt)
{
    public static StoredShop Seal(Shop shop, SecretSealer sealer)
    {
        var context = Context(shop.Id);
        return new StoredShop(
            1, shop.Id.Merchant, shop.Id.Shop, shop.Platform, [.. shop.Secrets.Select(s => new StoredSecret(sealer.Seal(s.Value, context), s.ValidUntil))],
            shop.PublicKeys, shop.Currency, shop.BuyerSecret is { } secret ? sealer.Seal(secret, context) : null, shop.ConnectedAt, shop.UpdatedAt);
    }

    public Shop Open(SecretSealer sealer)
    {
        var id = new ShopId(Merchant, Shop);
        var context = Context(id);
        return new Shop(id, Platform)
        {
            Secrets = [.. Secrets.Select(s => new ShopSecret(sealer.Open(s.Sealed, context), s.ValidUntil))],
            PublicKeys = PublicKeys,
            Currency = Currency,
            BuyerSecret = BuyerSecret is { } secret ? sealer.Open(secret, context) : null,
            ConnectedAt = ConnectedAt,
            UpdatedAt = UpdatedAt,
        };
    }

    private static string Context(ShopId id) => $"shop/{id}";
}

internal sealed record StoredSecret(string Sealed, DateTimeOffset? ValidUntil);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredShop))]
internal sealed partial class StoredShopJson : JsonSerializerContext;
