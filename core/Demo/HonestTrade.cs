namespace MerchantOps.Demo;

/// <summary>
/// The good orders: regulars, newcomers and guests over the days, flash sales that bring a crowd at once, and companies whose staff share
/// one card. The oddities among them (travellers, presents abroad, large first baskets) are there to be let through.
/// </summary>
internal sealed class HonestTrade(MarketplaceOptions options, IReadOnlyList<ShopSite> sites, Population population)
{
    private const double Regulars = 0.45, Guest = 0.11, Newcomer = 0.26, LargeFirstBasket = 0.1, FlashSales = 0.035, Corporate = 0.012;

    // By hour of the shop's local day: a few night owls, a lull at dawn, the evening highest.
    private static readonly double[] Hours = [0.35, 0.2, 0.12, 0.08, 0.07, 0.1, 0.2, 0.4, 0.55, 0.7, 0.8, 0.85, 0.9, 0.8, 0.75, 0.75, 0.8, 0.85, 0.9, 1, 1, 0.95, 0.8, 0.55];

    private readonly Shopping shopping = new(population, new Dice(options.Seed, "shopping"));
    private Dice Dice => shopping.Dice;

    /// <summary>Exactly <paramref name="orders"/> good orders, ascending by time.</summary>
    public IReadOnlyList<OrderDraft> Run(int orders)
    {
        foreach (var site in sites)
            AdmitRegulars(site, (int)(Regulars * orders * site.Share / sites.Sum(s => s.Share)));

        var flash = (int)(FlashSales * orders);
        var corporate = (int)(Corporate * orders);
        var moments = Enumerable.Range(0, orders - flash - corporate).Select(_ => AnyMoment()).Concat(FlashMoments(flash)).OrderBy(moment => moment.At).ToList();
        var drafts = moments.Select(moment => Buy(moment.Site, moment.At, moment.Sale)).ToList();
        drafts.AddRange(Companies(corporate));
        return [.. drafts.OrderBy(draft => draft.At)];
    }

    private void AdmitRegulars(ShopSite site, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var age = Dice.Between(TimeSpan.FromDays(1), TimeSpan.FromDays(900));
            var before = (int)(age.TotalDays / Dice.Between(40, 400));
            site.Accounts.Add(new PersonalAccount(Newcomers(site), site, options.Start - age, before));
        }
    }

    private OrderDraft Buy(ShopSite site, DateTimeOffset at, bool sale)
    {
        if (Dice.Chance(Guest))
            return shopping.Order(Newcomers(site), site, null, at);
        if (!Dice.Chance(sale ? 0.55 : Newcomer) && site.Accounts.Count > 0)
        {
            var account = Dice.PickPopular(site.Accounts);
            if (account.RegisteredAt < at)
                return shopping.Order(account.Person, site, account, at);
        }

        var earlier = Dice.Chance(0.7) ? Dice.Between(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(40)) : Dice.Wait(TimeSpan.FromDays(2));
        var registered = at - earlier - TimeSpan.FromMinutes(1);
        var newcomer = new PersonalAccount(Newcomers(site), site, registered, 0);
        site.Accounts.Add(newcomer);
        return shopping.Order(newcomer.Person, site, newcomer, at, Dice.Chance(LargeFirstBasket) ? Dice.Between(3.0, 8.0) : 1);
    }

    /// <summary>Somebody without an account at the shop, maybe known at others; from the shop's own country mostly.</summary>
    private Person Newcomers(ShopSite site)
    {
        var country = Dice.Chance(0.8) ? site.Country : Dice.Pick(Countries.All);
        var known = population.Of(country);
        if (known.Count > 0 && Dice.Chance(0.35))
        {
            var person = Dice.Pick(known);
            if (site.Accounts.TrueForAll(account => account.Person != person))
                return person;
        }

        return population.New(country);
    }

    private (ShopSite Site, DateTimeOffset At, bool Sale) AnyMoment()
    {
        var site = Dice.Pick(sites, s => s.Share);
        while (true)
        {
            var at = options.Start + Dice.Between(TimeSpan.FromHours(1), TimeSpan.FromDays(MarketplaceOptions.Days) - TimeSpan.FromMinutes(1));
            var local = at.AddHours(site.Country.UtcOffset);
            var weekend = local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1.0 : 0.85;
            if (Dice.Chance(Hours[local.Hour] * weekend))
                return (site, at, false);
        }
    }

    private IEnumerable<(ShopSite Site, DateTimeOffset At, bool Sale)> FlashMoments(int orders)
    {
        var sales = Enumerable.Range(0, 3).Select(i => (Site: Dice.Pick(sites, s => s.Share), From: options.Start.AddDays((9 * i) + 5).AddHours(Dice.Between(9, 20)))).ToList();
        for (var i = 0; i < orders; i++)
        {
            var sale = sales[i % sales.Count];
            yield return (sale.Site, sale.From + Dice.Wait(TimeSpan.FromMinutes(35)), true);
        }
    }

    /// <summary>Staff of one company order at several shops with its card, to its office; each has an account of their own.</summary>
    private IEnumerable<OrderDraft> Companies(int orders)
    {
        var companies = Enumerable.Range(0, 3).Select(_ => Company()).ToList();
        var accounts = new Dictionary<(Person, ShopSite), PersonalAccount>();
        var moments = Enumerable.Range(0, orders).Select(_ => AnyMoment().At).Order().ToList();
        for (var i = 0; i < moments.Count; i++)
        {
            var (staff, shops) = companies[i % companies.Count];
            var (person, site) = (Dice.Pick(staff), Dice.Pick(shops));
            if (!accounts.TryGetValue((person, site), out var account))
                accounts[(person, site)] = account = new PersonalAccount(person, site, moments[i] - Dice.Wait(TimeSpan.FromDays(60)) - TimeSpan.FromMinutes(4), 0);
            yield return shopping.Order(person, site, account, moments[i], Dice.Chance(0.3) ? Dice.Between(2.0, 4.0) : 1);
        }
    }

    private (List<Person> Staff, List<ShopSite> Shops) Company()
    {
        var shops = Enumerable.Range(0, 2).Select(_ => Dice.Pick(sites, s => s.Share)).ToList();
        var country = shops[0].Country;
        var (card, office, ip) = (Card.New(Dice, country), country.NewAddress(Dice, "Office"), country.NewIp(Dice));
        var staff = Enumerable.Range(0, 5).Select(_ => Population.NewIdentity(country, Dice, throwaway: 0)).Select(identity => new Person
        {
            Country = country,
            Name = identity.Name,
            Email = identity.Email,
            Phone = null,
            Home = office with { Name = identity.Name },
            HomeIp = ip,
            DynamicIp = false,
            WorkIp = ip,
            Machines = [Machine.New(Dice)],
            Cards = [card],
            PaysBy = "card",
            Appetite = 1,
            UsesVpn = false,
            Trip = null,
        }).ToList();
        return (staff, shops);
    }
}
