using MerchantOps.Access;

namespace MerchantOps.Shops;

/// <summary>Finds the secrets of buyers' tokens among the connected shops. Thread-safe.</summary>
internal sealed class ShopBuyerSecrets(ShopRegistry shops, TimeProvider time) : IBuyerSecrets
{
    public async Task<IReadOnlyList<string>> BuyerSecretsAsync(string merchant, string shop, CancellationToken ct) =>
        ShopId.TryParse(merchant, shop) is { } id && await shops.FindAsync(id, ct) is { } found ? Shop.ValidAt(found.BuyerSecrets, time.GetUtcNow()) : [];
}
