using MerchantOps.Orders;

namespace MerchantOps.Demo;

/// <summary>What fraudsters have in common: stolen cards, cover identities, drop addresses, and connections that hide where they are.</summary>
internal sealed class Crook(Dice dice, Networks networks)
{
    private readonly Country home = dice.Pick(Countries.All);

    public Dice Dice => dice;

    public Cover NewCover(Country country)
    {
        var (name, email) = Population.NewIdentity(country, dice, throwaway: 0.2);
        return new Cover(name, email, Population.NewPhone(dice));
    }

    public Machine NewMachine() => Machine.New(dice, blocked: 0.08);

    /// <summary>A connection of one of three kinds: a residential proxy in the country of the card, a VPN exit, or their own line.</summary>
    /// <param name="careful">How likely the proxy is; the rest is shared by the other two.</param>
    public (string Ip, Country Country) Connect(Country cardCountry, double careful)
    {
        if (dice.Chance(careful))
            return (cardCountry.NewIp(dice), cardCountry);
        return dice.Chance(0.5) ? networks.VpnExit(dice) : (home.NewIp(dice), home);
    }

    public static Device On(Machine machine, (string Ip, Country Country) connection) => new(machine.Id, connection.Ip, machine.UserAgent, connection.Country.Code);

    /// <summary>Cards are sold with the name and address of their owner.</summary>
    public (Card Card, Address Owner) StolenCard(Country country) => (Card.New(dice, country), country.NewAddress(dice, country.NewName(dice).Native));

    /// <summary>The same door written differently, as rings do to look like several households.</summary>
    public Address Variant(Address drop, string name) => drop with
    {
        Name = name,
        Line2 = dice.Between(0, 3) switch { 0 => null, 1 => $"Apt {dice.Between(1, 40)}", 2 => $"#{dice.Between(1, 40)}", _ => drop.Line2 },
        Line1 = dice.Chance(0.2) ? drop.Line1!.ToUpperInvariant() : drop.Line1,
    };

    /// <summary>An account made for this purpose alone, or made somewhat ahead by patient ones.</summary>
    public Account FreshAccount(ShopSite site, Cover cover, DateTimeOffset firstOrder, TimeSpan patience) =>
        new(cover.Name, cover.Email, cover.Phone, site, firstOrder - TimeSpan.FromMinutes(dice.Between(3, 15)) - dice.Wait(patience), 0);
}

/// <summary>An invented identity.</summary>
internal sealed record Cover(string Name, string Email, string? Phone);
