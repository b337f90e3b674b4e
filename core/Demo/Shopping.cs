using MerchantOps.Orders;

namespace MerchantOps.Demo;

/// <summary>How honest people fill in an order: which device and line they use, how they pay, where it goes.</summary>
internal sealed class Shopping(Population population, Dice dice)
{
    private static readonly (string Name, double Share)[] Channels = [("search", 0.34), ("direct", 0.3), ("ads", 0.22), ("social", 0.09), ("newsletter", 0.05)];

    public Dice Dice => dice;

    public OrderDraft Order(Person person, ShopSite site, Account? account, DateTimeOffset at, double appetite = 1)
    {
        if (dice.Chance(0.02))
            person.Machines.Add(Machine.New(dice));
        var away = person.Trip is { } trip && trip.At(at) ? person.Trip : null;
        return new OrderDraft
        {
            At = at,
            Site = site,
            Account = account,
            Name = person.Name,
            Email = person.Email,
            Phone = person.Phone,
            Lines = Baskets.Ordinary(site, at, dice, appetite * person.Appetite),
            Billing = person.Home,
            Shipping = away is not null && dice.Chance(0.4) ? away.Hotel with { Name = person.Name } : Destination(person),
            Payment = Pay(person),
            Device = Connect(person, away, at),
            Channel = Channel(dice),
        };
    }

    public static string Channel(Dice dice) => dice.Pick(Channels, channel => channel.Share).Name;

    public static Payment ByCard(Card card) => new("card", "acquirer", card.Fingerprint, card.Bin, card.Last4, card.Country.Code);

    private Payment Pay(Person person) => person.PaysBy switch
    {
        "card" => ByCard(person.Cards[dice.Chance(0.85) ? 0 : person.Cards.Count - 1]),
        "wallet" => new Payment("wallet", "acquirer", "wallet_" + person.Cards[0].Fingerprint[5..], null, null, person.Cards[0].Country.Code),
        var other => new Payment(other),
    };

    /// <summary>Home mostly; sometimes a pick-up point, and sometimes it is a present, now and then for somebody abroad.</summary>
    private Address Destination(Person person)
    {
        if (dice.Chance(0.04))
            return PickupPoint(person.Country, dice, person.Name);
        if (!dice.Chance(0.07))
            return person.Home;

        var country = dice.Chance(0.45) ? dice.Pick(Countries.All) : person.Country;
        return country.NewAddress(dice, country.NewName(dice).Native);
    }

    /// <summary>A parcel shop: one of a few per country, where honest people and fraudsters alike have parcels sent.</summary>
    public static Address PickupPoint(Country country, Dice dice, string name)
    {
        var city = country.Cities[dice.Between(0, 1)];
        return new Address(name, $"Parcel point {dice.Between(1, 3)}", country.Streets[0], city.Name, city.Region, city.PostalCode.Replace('#', '1'), country.Code);
    }

    private Device Connect(Person person, Trip? away, DateTimeOffset at)
    {
        var machine = person.Machines[dice.Chance(0.8) ? person.Machines.Count - 1 : 0];
        var (ip, country) = away is not null ? (away.Ip, away.Country)
            : person.UsesVpn && dice.Chance(0.7) ? population.Networks.VpnExit(dice)
            : (Line(person, at), person.Country);
        return new Device(machine.Id, ip, machine.UserAgent, country.Code);
    }

    private string Line(Person person, DateTimeOffset at)
    {
        var hour = at.AddHours(person.Country.UtcOffset).Hour;
        if (person.WorkIp is { } work && hour is >= 9 and < 18 && dice.Chance(0.6))
            return work;
        if (dice.Chance(0.25))
            return population.Networks.Mobile(person.Country, dice);
        if (person.DynamicIp && dice.Chance(0.25))
            person.HomeIp = person.Country.NewIp(dice);
        return person.HomeIp;
    }
}
