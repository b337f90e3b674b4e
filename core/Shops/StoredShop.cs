using System.Text.Json.Serialization;
using MerchantOps.Secrets;

namespace MerchantOps.Shops;

/// <summary>A shop as it is stored: every secret sealed for this very shop.</summary>
internal sealed record StoredShop(
    int V, string Merchant, string Shop, string Platform, IReadOnlyList<StoredSecret> Secrets, IReadOnlyList<string> PublicKeys, string? Currency,
    IReadOnlyList<StoredSecret> BuyerSecrets, DateTimeOffset ConnectedAt, DateTimeOffset UpdatedAt)
{
    public static StoredShop Seal(Shop shop, SecretSealer sealer)
    {
        var context = Context(shop.Id);
        return new StoredShop(
            1, shop.Id.Merchant, shop.Id.Shop, shop.Platform, Sealed(shop.Secrets), shop.PublicKeys, shop.Currency, Sealed(shop.BuyerSecrets),
            shop.ConnectedAt, shop.UpdatedAt);

        IReadOnlyList<StoredSecret> Sealed(IReadOnlyList<ShopSecret> secrets) =>
            [.. secrets.Select(s => new StoredSecret(sealer.Seal(s.Value, context), s.ValidUntil))];
    }

    public Shop Open(SecretSealer sealer)
    {
        var id = new ShopId(Merchant, Shop);
        var context = Context(id);
        return new Shop(id, Platform)
        {
            Secrets = Opened(Secrets),
            PublicKeys = PublicKeys,
            Currency = Currency,
            BuyerSecrets = Opened(BuyerSecrets),
            ConnectedAt = ConnectedAt,
            UpdatedAt = UpdatedAt,
        };

        IReadOnlyList<ShopSecret> Opened(IReadOnlyList<StoredSecret> secrets) =>
            [.. secrets.Select(s => new ShopSecret(sealer.Open(s.Sealed, context), s.ValidUntil))];
    }

    private static string Context(ShopId id) => $"shop/{id}";
}

internal sealed record StoredSecret(string Sealed, DateTimeOffset? ValidUntil);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredShop))]
internal sealed partial class StoredShopJson : JsonSerializerContext;
