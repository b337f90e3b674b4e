using MerchantOps.Events;

namespace MerchantOps.Demo;

/// <summary>A generated marketplace. The truth about its frauds is kept apart: no event carries it but the chargebacks.</summary>
/// <param name="Events">Ascending by time, each within the simulated days.</param>
/// <param name="Orders">How many <c>order.placed</c> events there are.</param>
public sealed record MarketplaceHistory(IReadOnlyList<DemoMerchant> Merchants, IReadOnlyList<CloudEvent> Events, PlantedFrauds Frauds, int Orders);

/// <param name="Id">As in routes and event sources.</param>
public sealed record DemoMerchant(string Id, string Name, IReadOnlyList<DemoShop> Shops);

/// <param name="Platform">How its webhooks come: canonical bodies by Standard Webhooks.</param>
/// <param name="Country">Where it sells from, ISO 3166-1 alpha-2.</param>
/// <param name="Currency">Of all its prices, ISO 4217.</param>
public sealed record DemoShop(string Merchant, string Id, string Platform, string Name, string Country, string Currency)
{
    /// <summary>The source attribute of its events.</summary>
    public string Source { get; } = $"/{Platform}/{Merchant}/{Id}";
}
