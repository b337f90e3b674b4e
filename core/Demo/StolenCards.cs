namespace MerchantOps.Demo;

/// <summary>
/// Single thieves: a fresh account or a guest, a large basket that sells again, a card from one country, a line or a parcel in another.
/// The careful ones, about one in six, keep everything in the card's country.
/// </summary>
internal static class StolenCards
{
    public static IEnumerable<OrderDraft> Run(MarketplaceOptions options, IReadOnlyList<ShopSite> sites, Networks networks, int frauds)
    {
        var dice = new Dice(options.Seed, "stolen cards");
        while (frauds > 0)
        {
            var size = Math.Min(frauds, dice.Pick([1, 1, 1, 2]));
            frauds -= size;
            var from = options.Start + dice.Between(TimeSpan.FromHours(20), TimeSpan.FromDays(MarketplaceOptions.Days) - TimeSpan.FromHours(4));
            foreach (var draft in Orders(new Crook(dice, networks), dice.Pick(sites, site => site.Share), from, size))
                yield return draft;
        }
    }

    private static IEnumerable<OrderDraft> Orders(Crook crook, ShopSite site, DateTimeOffset from, int size)
    {
        var dice = crook.Dice;
        var careful = dice.Chance(0.17);
        var (card, owner) = crook.StolenCard(careful || dice.Chance(0.5) ? site.Country : dice.Pick(Countries.All));
        var dropCountry = careful ? card.Country : dice.Chance(0.5) ? site.Country : dice.Pick(Countries.All);
        var cover = crook.NewCover(dice.Chance(0.5) ? card.Country : dropCountry);
        var account = dice.Chance(0.3) ? null : crook.FreshAccount(site, cover, from, TimeSpan.FromHours(6));
        var machine = crook.NewMachine();
        var connection = crook.Connect(card.Country, careful ? 1 : 0.25);
        var drop = dice.Chance(0.12) ? Shopping.PickupPoint(dropCountry, dice, cover.Name) : dropCountry.NewAddress(dice, cover.Name);
        for (var at = from; size-- > 0; at += dice.Between(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(90)))
        {
            yield return new OrderDraft
            {
                At = at,
                Site = site,
                Account = account,
                Name = cover.Name,
                Email = cover.Email,
                Phone = cover.Phone,
                Lines = Baskets.Resellable(site, at, dice, dice.Between(2.5, 7.0)),
                Billing = dice.Chance(0.75) ? owner with { Name = cover.Name } : drop,
                Shipping = drop,
                Payment = Shopping.ByCard(card),
                Device = Crook.On(machine, connection),
                Channel = Shopping.Channel(dice),
                Pattern = FraudPattern.StolenCard,
            };
        }
    }
}
