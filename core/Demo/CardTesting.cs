namespace MerchantOps.Demo;

/// <summary>
/// Somebody tries which of many stolen cards still work: tiny orders from one device and line, a new card each time. Most come as a burst
/// within an hour; every third tester is patient and spreads them over two days and two merchants.
/// </summary>
internal static class CardTesting
{
    public static IEnumerable<OrderDraft> Run(MarketplaceOptions options, IReadOnlyList<ShopSite> sites, Networks networks, int frauds)
    {
        var dice = new Dice(options.Seed, "card testing");
        for (var i = 0; frauds > 0; i++)
        {
            var size = Math.Min(frauds, dice.Between(9, 16));
            frauds -= size;
            var start = options.Start + dice.Between(TimeSpan.FromHours(40), TimeSpan.FromDays(MarketplaceOptions.Days - 2));
            foreach (var draft in Burst(new Crook(dice, networks), sites, start, size, patient: i % 3 == 2))
                yield return draft;
        }
    }

    private static IEnumerable<OrderDraft> Burst(Crook crook, IReadOnlyList<ShopSite> sites, DateTimeOffset start, int size, bool patient)
    {
        var dice = crook.Dice;
        var shops = Enumerable.Range(0, patient ? 2 : 1).Select(_ => dice.Pick(sites, site => site.Share)).ToList();
        var machines = Enumerable.Range(0, dice.Between(1, 2)).Select(_ => crook.NewMachine()).ToList();
        var connections = Enumerable.Range(0, patient ? 3 : dice.Between(1, 2)).Select(_ => crook.Connect(shops[0].Country, careful: 0.3)).ToList();
        var length = patient ? TimeSpan.FromHours(44) : dice.Between(TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(70));
        foreach (var at in Enumerable.Range(0, size).Select(_ => start + dice.Between(TimeSpan.Zero, length)).Order())
            yield return Test(crook, dice.Pick(shops), at, dice.Pick(machines), dice.Pick(connections));
    }

    private static OrderDraft Test(Crook crook, ShopSite site, DateTimeOffset at, Machine machine, (string Ip, Country Country) connection)
    {
        var dice = crook.Dice;
        var card = Card.New(dice, dice.Chance(0.5) ? site.Country : dice.Pick(Countries.All));
        var cover = crook.NewCover(card.Country);
        var address = card.Country.NewAddress(dice, cover.Name);
        return new OrderDraft
        {
            At = at,
            Site = site,
            Account = dice.Chance(0.55) ? null : crook.FreshAccount(site, cover, at, TimeSpan.FromMinutes(5)),
            Name = cover.Name,
            Email = cover.Email,
            Phone = cover.Phone,
            Lines = Baskets.Tiny(site, at, dice),
            Billing = address,
            Shipping = address,
            Payment = Shopping.ByCard(card),
            Device = Crook.On(machine, connection),
            Channel = Shopping.Channel(dice),
            Pattern = FraudPattern.CardTesting,
        };
    }
}
