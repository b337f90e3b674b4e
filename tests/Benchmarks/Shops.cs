using MerchantOps.Tests.Running;

namespace MerchantOps.Benchmarks;

/// <summary>Connects one shop for each merchant of a population.</summary>
internal static class Shops
{
    public static async Task<IReadOnlyDictionary<string, SignedShop>> ConnectAsync(OperatorApi api, OrderPopulation population, CancellationToken ct)
    {
        var shops = new Dictionary<string, SignedShop>(StringComparer.Ordinal);
        foreach (var merchant in population.Merchants)
            shops[merchant] = await api.ConnectAsync(merchant, OrderPopulation.Shop, ct);
        return shops;
    }
}
