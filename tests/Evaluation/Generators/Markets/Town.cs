namespace MerchantOps.Evaluation.Generators.Markets;

/// <summary>Someone with an account.</summary>
/// <param name="Activity">How often they buy, relative to those who buy most: above 0, at most 1.</param>
/// <param name="ReviewsFast">Whether they review most of what they buy, within a day.</param>
/// <param name="Work">The network and address of their office or campus; null without one.</param>
internal sealed record Person(
    string Buyer, IReadOnlyList<string> Devices, IReadOnlyList<string> Cards, string HomeNetwork, string Home, string Carrier, string Locker,
    double Activity, bool ReviewsFast, (string Network, string Address)? Work);

/// <summary>
/// Honest buyers: households that share an address, a network and often a tablet or a card; offices and campuses behind one network and one
/// address; mobile carriers whose addresses hundreds share; parcel lockers.
/// </summary>
internal sealed class Town
{
    private readonly Random random;
    private readonly Identities identities;
    private readonly string[] lockers;

    public Town(Random random, Identities identities)
    {
        this.random = random;
        this.identities = identities;
        Carriers = [.. Enumerable.Range(0, 14).Select(_ => identities.Network())];
        lockers = [.. Enumerable.Range(0, 18).Select(_ => identities.Address())];

        var works = Enumerable.Range(0, 15).Select(i => (Network: identities.Network(), Address: identities.Address(), Weight: i < 12 ? 1.0 : 3.5)).ToList();
        List<((string, string)?, double)> places = [(null, 60), .. works.Select(w => (((string, string)?)(w.Network, w.Address), w.Weight))];
        Households = [.. Enumerable.Range(0, 2200).Select(_ => Household(places))];
        People = [.. Households.SelectMany(h => h)];
        Works = [.. People.Where(p => p.Work is not null).GroupBy(p => p.Work!.Value.Network).Select(g => g.ToList())];
    }

    public IReadOnlyList<string> Carriers { get; }

    public IReadOnlyList<Person> People { get; }

    public IReadOnlyList<IReadOnlyList<Person>> Households { get; }

    /// <summary>The people of each office and campus.</summary>
    public IReadOnlyList<IReadOnlyList<Person>> Works { get; }

    /// <summary>Somebody; those who buy often come up often, and one in ten is a newcomer whom nobody has seen.</summary>
    public Person Somebody(double newcomers = 0.1) => random.Chance(newcomers) ? Newcomer() : Pick();

    public Person Newcomer() => Household([(null, 1)])[0];

    /// <summary>How this person buys today: at home, on the way or at work; sent home, to work or to a locker.</summary>
    public Visit Visit(Person person)
    {
        var atWork = person.Work is not null && random.Chance(0.35);
        var network = atWork ? person.Work!.Value.Network : random.Chance(0.35) ? person.Carrier : person.HomeNetwork;
        var shipsTo = atWork && random.Chance(0.4) ? person.Work!.Value.Address : random.Chance(0.06) ? person.Locker : person.Home;
        return new Visit(person.Buyer, random.Pick(person.Devices), network, random.Pick(person.Cards), shipsTo);
    }

    private Person Pick()
    {
        var person = random.Pick(People);
        while (!random.Chance(person.Activity))
            person = random.Pick(People);
        return person;
    }

    private Person[] Household(List<((string, string)?, double)> places)
    {
        var (network, home, tablet, jointCard) = (identities.Network(), identities.Address(), identities.Device(), identities.Card());
        var members = random.Weighted<int>([(1, 0.35), (2, 0.35), (3, 0.15), (4, 0.15)]);
        var (hasTablet, hasJointCard) = (random.Chance(0.3), random.Chance(0.25));
        return [.. Enumerable.Range(0, members).Select(_ => new Person(
            identities.Buyer(),
            [identities.Device(), .. random.Chance(0.4) ? [identities.Device()] : Array.Empty<string>(), .. hasTablet ? [tablet] : Array.Empty<string>()],
            hasJointCard ? [jointCard, identities.Card()] : [identities.Card()],
            network, home, random.Pick(Carriers), random.Pick(lockers),
            Math.Min(1, 0.1 / (1 - 0.95 * random.NextDouble())), random.Chance(0.04), random.Weighted(places)))];
    }
}
