using MerchantOps.Orders;

namespace MerchantOps.Demo;

/// <summary>
/// Several fresh accounts over several merchants within a few days, run by the same people: they share devices, stolen cards or a drop
/// address, seldom all three. Every second ring dilutes itself with ordinary orders that it really pays for; those are good orders.
/// </summary>
internal sealed class FraudRing
{
    private readonly Crook crook;
    private readonly DateTimeOffset start;
    private readonly TimeSpan window;
    private readonly List<ShopSite> shops;
    private readonly List<Machine> machines;
    private readonly List<(Card Card, Address Owner)> cards;
    private readonly List<Address> drops;
    private readonly List<Cover> covers;
    private readonly List<(string Ip, Country Country)> connections;
    private readonly bool sharesMachines, sharesCards, sharesDrop, diluted;
    private readonly Dictionary<(Cover, ShopSite), Account> accounts = [];

    private FraudRing(Crook crook, IReadOnlyList<ShopSite> sites, DateTimeOffset start, TimeSpan left, bool diluted)
    {
        this.crook = crook;
        this.start = start;
        this.diluted = diluted;
        var dice = crook.Dice;
        var wanted = dice.Between(TimeSpan.FromHours(18), TimeSpan.FromDays(6));
        window = wanted < left ? wanted : left;
        shops = [.. Enumerable.Range(0, dice.Between(2, 4)).Select(_ => dice.Pick(sites, site => site.Share))];
        var (cardCountry, dropCountry) = (dice.Pick(shops).Country, dice.Chance(0.6) ? dice.Pick(shops).Country : dice.Pick(Countries.All));
        machines = [.. Enumerable.Range(0, dice.Between(1, 3)).Select(_ => crook.NewMachine())];
        cards = [.. Enumerable.Range(0, dice.Between(3, 6)).Select(_ => crook.StolenCard(dice.Chance(0.7) ? cardCountry : dice.Pick(Countries.All)))];
        drops = [.. Enumerable.Range(0, dice.Between(1, 2)).Select(_ => dropCountry.NewAddress(dice, "Drop"))];
        covers = [.. Enumerable.Range(0, dice.Between(5, 9)).Select(_ => crook.NewCover(dice.Chance(0.7) ? dropCountry : cardCountry))];
        connections = [.. Enumerable.Range(0, dice.Between(2, 4)).Select(_ => crook.Connect(cardCountry, careful: 0.45))];
        // Two of the three kinds of trace at least, else it would be no ring but single thieves.
        var hidden = dice.Between(0, 4);
        (sharesMachines, sharesCards, sharesDrop) = (hidden != 0, hidden != 1, hidden != 2);
    }

    /// <summary>Exactly <paramref name="frauds"/> fraudulent orders, and the warm-up orders of diluted rings beside them.</summary>
    public static IEnumerable<OrderDraft> Run(MarketplaceOptions options, IReadOnlyList<ShopSite> sites, Networks networks, int frauds)
    {
        var dice = new Dice(options.Seed, "rings");
        for (var i = 0; frauds > 0; i++)
        {
            var size = Math.Min(frauds, dice.Between(8, 15));
            frauds -= size;
            var start = options.Start + dice.Between(TimeSpan.FromHours(30), TimeSpan.FromDays(MarketplaceOptions.Days - 2));
            var left = options.Now - start - TimeSpan.FromMinutes(1);
            var ring = new FraudRing(new Crook(dice, networks), sites, start, left, diluted: i % 2 == 1);
            foreach (var draft in ring.Orders(size))
                yield return draft;
        }
    }

    private IEnumerable<OrderDraft> Orders(int frauds)
    {
        var dice = crook.Dice;
        var moments = Enumerable.Range(0, frauds).Select(_ => start + dice.Between(TimeSpan.Zero, window)).Order();
        foreach (var at in moments)
        {
            if (diluted && dice.Chance(0.25))
                yield return WarmUp(at - dice.Between(TimeSpan.FromHours(1), TimeSpan.FromHours(24)));
            yield return Fraud(at);
        }
    }

    private OrderDraft Fraud(DateTimeOffset at)
    {
        var dice = crook.Dice;
        var site = dice.Pick(shops);
        var cover = dice.Pick(covers);
        var (card, owner) = sharesCards ? dice.Pick(cards) : crook.StolenCard(dice.Pick(cards).Card.Country);
        var drop = sharesDrop ? crook.Variant(dice.Pick(drops), cover.Name) : Country(drops[0]).NewAddress(dice, cover.Name);
        return new OrderDraft
        {
            At = at,
            Site = site,
            Account = AccountOf(cover, site, at),
            Name = cover.Name,
            Email = cover.Email,
            Phone = cover.Phone,
            Lines = Baskets.Resellable(site, at, dice, dice.Between(1.2, 4.0)),
            Billing = dice.Chance(0.6) ? owner with { Name = cover.Name } : drop,
            Shipping = drop,
            Payment = Shopping.ByCard(card),
            Device = Crook.On(sharesMachines ? dice.Pick(machines) : crook.NewMachine(), dice.Pick(connections)),
            Channel = Shopping.Channel(dice),
            Pattern = FraudPattern.Ring,
        };
    }

    private OrderDraft WarmUp(DateTimeOffset at)
    {
        var draft = Fraud(at);
        var own = Card.New(crook.Dice, Country(drops[0]));
        return draft with { Lines = Baskets.Ordinary(draft.Site, at, crook.Dice), Billing = draft.Shipping, Payment = Shopping.ByCard(own), Pattern = null };
    }

    private Account AccountOf(Cover cover, ShopSite site, DateTimeOffset at)
    {
        if (!accounts.TryGetValue((cover, site), out var account) || account.RegisteredAt >= at)
            accounts[(cover, site)] = account = crook.FreshAccount(site, cover, at, TimeSpan.FromHours(20));
        return account;
    }

    private static Country Country(Address address) => Countries.Of(address.Country!);
}
