namespace MerchantOps.Demo;

/// <summary>Opens the shops: the first merchants of the catalogue, and further branches of them when more are asked for.</summary>
internal static class ShopSites
{
    /// <summary>Canonical bodies signed by the Standard Webhooks scheme need no platform's own shape.</summary>
    private const string Platform = Shops.ShopPlatforms.Standard;

    public static (IReadOnlyList<DemoMerchant> Merchants, IReadOnlyList<ShopSite> Sites) Open(MarketplaceOptions options)
    {
        var dice = new Dice(options.Seed, "shops");
        var merchants = new List<DemoMerchant>();
        var sites = new List<ShopSite>();
        for (var i = 0; i < options.Merchants; i++)
        {
            var profile = Catalogue.Profiles[i % Catalogue.Profiles.Count];
            var branch = i / Catalogue.Profiles.Count;
            var merchant = branch == 0 ? profile.Id : $"{profile.Id}-{branch + 1}";
            var shops = profile.Shops
                .Select(shop => new DemoShop(merchant, shop.Id, Platform, $"{profile.Name} {shop.Id.ToUpperInvariant()}", shop.Country, Countries.Of(shop.Country).Currency))
                .ToList();
            merchants.Add(new DemoMerchant(merchant, profile.Name, shops));
            sites.AddRange(shops.Select((shop, place) => Open(profile, shop, profile.Size / (1 + (1.5 * place)), options.Start, dice)));
        }

        return (merchants, sites);
    }

    private static ShopSite Open(MerchantProfile profile, DemoShop shop, double share, DateTimeOffset start, Dice dice)
    {
        var country = Countries.Of(shop.Country);
        var shelf = profile.Goods
            .Select((good, i) => new Good(
                $"p{i + 1:D3}",
                $"{profile.Id[..3].ToUpperInvariant()}-{i + 1:D3}",
                good.Title,
                country.Price(good.Dollars),
                dice.Between(20, 900),
                i > 4 && dice.Chance(0.15) ? start + dice.Between(TimeSpan.FromDays(2), TimeSpan.FromDays(20)) : start + dice.Between(TimeSpan.Zero, TimeSpan.FromMinutes(30))))
            .ToList();
        return new ShopSite(shop, country, profile.Category, share, shelf);
    }
}
