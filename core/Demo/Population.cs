using MerchantOps.Orders;

namespace MerchantOps.Demo;

/// <summary>Makes people, and keeps them: households share a line, a device or a card, offices and campuses an address on the net.</summary>
internal sealed class Population(int seed, Networks networks, DateTimeOffset start)
{
    private const double InHousehold = 0.25, AtWork = 0.22, OnCampus = 0.05, Travels = 0.05, Vpn = 0.03;

    private readonly Dice dice = new(seed, "people");
    private readonly Dictionary<string, List<Person>> byCountry = [];
    private readonly Dictionary<string, List<string>> offices = [];
    private readonly Dictionary<string, (string Ip, Address Reception)> campuses = [];

    public Networks Networks { get; } = networks;

    /// <summary>Everybody of a country so far.</summary>
    public IReadOnlyList<Person> Of(Country country) => People(country);

    public Person New(Country country)
    {
        var people = People(country);
        var person = dice.Chance(InHousehold) && people.Count > 0 ? Housemate(people[^1]) : Single(country);
        people.Add(person);
        return person;
    }

    /// <summary>A name with an e-mail address made of it, as honest people and fraudsters alike choose them.</summary>
    public static (string Name, string Email) NewIdentity(Country country, Dice dice, double throwaway)
    {
        var (native, latin) = country.NewName(dice);
        var local = dice.Between(0, 3) switch
        {
            0 => latin,
            1 => latin.Replace(".", "", StringComparison.Ordinal) + dice.Between(1, 99),
            2 => latin + "." + dice.Between(1950, 2009),
            _ => latin[..1] + latin[latin.IndexOf('.', StringComparison.Ordinal)..].TrimStart('.') + dice.Between(1, 9999),
        };
        var domain = dice.Chance(throwaway) ? "quickmail.example.net" : dice.PickPopular(MailDomains);
        return (native, $"{Ascii(local)}@{domain}");
    }

    /// <summary>Some leave a number, in a country code that nobody has.</summary>
    public static string? NewPhone(Dice dice) => dice.Chance(0.6) ? dice.Digits("+999 ### ######") : null;

    private static readonly string[] MailDomains = ["mail.example.com", "example.com", "post.example.org", "inbox.example.net", "web.example.com", "example.org", "example.net"];

    private Person Single(Country country)
    {
        var (name, email) = NewIdentity(country, dice, throwaway: 0.02);
        var home = country.NewAddress(dice, name);
        string? workIp = null;
        if (dice.Chance(OnCampus))
            (workIp, home) = Campus(country, name);
        else if (dice.Chance(AtWork))
            workIp = dice.Pick(Offices(country));
        List<Card> cards = [.. Enumerable.Range(0, dice.Chance(0.3) ? 2 : 1).Select(_ => Card.New(dice, dice.Chance(0.04) ? dice.Pick(Countries.All) : country))];
        return Make(country, name, email, home, country.NewIp(dice), workIp, Machine.New(dice), cards);
    }

    private Person Housemate(Person other)
    {
        var (name, email) = NewIdentity(other.Country, dice, throwaway: 0.02);
        var machine = dice.Chance(0.35) ? other.Machines[0] : Machine.New(dice);
        return Make(other.Country, name, email, other.Home with { Name = name }, other.HomeIp, null, machine, dice.Chance(0.2) ? other.Cards : [Card.New(dice, other.Country)]);
    }

    private Person Make(Country country, string name, string email, Address home, string homeIp, string? workIp, Machine machine, List<Card> cards) => new()
    {
        Country = country,
        Name = name,
        Email = email,
        Phone = NewPhone(dice),
        Home = home,
        HomeIp = homeIp,
        DynamicIp = dice.Chance(0.3),
        WorkIp = workIp,
        Machines = dice.Chance(0.35) ? [machine, Machine.New(dice)] : [machine],
        Cards = cards,
        PaysBy = dice.Pick(Ways, way => way.Share).Name,
        Appetite = dice.Chance(0.02) ? dice.Between(3.0, 6.0) : 1,
        UsesVpn = dice.Chance(Vpn),
        Trip = dice.Chance(Travels) ? NewTrip() : null,
    };

    private static readonly (string Name, double Share)[] Ways = [("card", 0.7), ("wallet", 0.18), ("bank", 0.07), ("cash-on-delivery", 0.05)];

    private Trip NewTrip()
    {
        var country = dice.Pick(Countries.All);
        var from = start + dice.Between(TimeSpan.Zero, TimeSpan.FromDays(MarketplaceOptions.Days - 3));
        return new Trip(country, country.NewIp(dice), country.NewAddress(dice, "Hotel"), from, from + dice.Between(TimeSpan.FromDays(4), TimeSpan.FromDays(12)));
    }

    private List<Person> People(Country country) => byCountry.TryGetValue(country.Code, out var people) ? people : byCountry[country.Code] = [];

    private List<string> Offices(Country country) =>
        offices.TryGetValue(country.Code, out var known) ? known : offices[country.Code] = [.. Enumerable.Range(0, 4).Select(_ => country.NewIp(dice))];

    private (string Ip, Address Home) Campus(Country country, string name)
    {
        if (!campuses.TryGetValue(country.Code, out var campus))
            campuses[country.Code] = campus = (country.NewIp(dice), country.NewAddress(dice, "Campus") with { Line2 = "Campus" });
        return (campus.Ip, campus.Reception with { Name = name });
    }

    private const string Accented = "àáâãäåçèéêëìíîïñòóôõöøùúûüýąćęłńśźżğışșțşß";
    private const string Plain = "aaaaaaceeeeiiiinoooooouuuuyacelnszzgisstss";

    // By hand: normalisation does nothing when globalisation is invariant.
    private static string Ascii(string text) => string.Concat(text.ToLowerInvariant()
        .Select(c => Accented.IndexOf(c, StringComparison.Ordinal) is >= 0 and var place ? Plain[place] : c)
        .Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'));
}
