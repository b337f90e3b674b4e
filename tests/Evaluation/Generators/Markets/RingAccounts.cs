namespace MerchantOps.Evaluation.Generators.Markets;

/// <summary>
/// What a ring buys with. Its accounts share devices, addresses, cards and networks as its style says, with the disorder of real life: some
/// uses stray to another of the ring's things, some pass through a carrier that honest people use too, and one in twenty orders shares nothing.
/// </summary>
internal sealed class RingAccounts
{
    private const double Clean = 1.0 / 20;
    private const double Stray = 0.15;

    private readonly Random random;
    private readonly Town town;
    private readonly Identities identities;
    private readonly RingStyle style;
    private readonly int orders;
    private readonly string[] buyers;
    private readonly string[] devices;
    private readonly string[] addresses;
    private readonly string[] cards;
    private readonly string[] networks;

    public RingAccounts(Random random, Town town, Identities identities, RingStyle style, int orders)
    {
        (this.random, this.town, this.identities, this.style, this.orders) = (random, town, identities, style, orders);
        Bought = style.Fresh ? [] : [.. Enumerable.Range(0, Size(style.PerAccount)).Select(_ => town.Newcomer())];
        buyers = style.Fresh ? Make(style.PerAccount, identities.Buyer) : [.. Bought.Select(p => p.Buyer)];
        devices = Make(style.PerDevice, identities.Device);
        addresses = style.PerAddress == 0 ? Make(style.PerAccount, Stranger) : Make(style.PerAddress, identities.Address);
        cards = Make(style.PerCard, identities.Card);
        networks = Make(style.PerNetwork, identities.Network);
    }

    /// <summary>Those whose accounts were bought: they had their own devices, cards and homes before.</summary>
    public IReadOnlyList<Person> Bought { get; }

    /// <summary>What the order at this place of the ring's <paramref name="order"/>s in time is placed with.</summary>
    public Visit Visit(int order)
    {
        if (random.Chance(Clean))
            return town.Visit(town.Newcomer());

        // Accounts, devices and the rest stand side by side, so that those of one account belong together.
        var place = style.Rotates ? (order + random.NextDouble()) / orders : random.NextDouble();
        var account = Math.Floor(place * buyers.Length) / buyers.Length;
        return new Visit(
            At(buyers, place), Near(devices, account), random.Chance(0.2) ? random.Pick(town.Carriers) : Near(networks, place), Near(cards, account),
            style.PerAddress == 0 && random.Chance(0.5) ? Stranger() : Near(addresses, account));
    }

    private string Stranger() => random.Pick(town.People).Home;

    private string Near(string[] things, double place) => random.Chance(Stray) ? random.Pick(things) : At(things, place);

    private static string At(string[] things, double place) => things[Math.Min(things.Length - 1, (int)(place * things.Length))];

    private int Size(double per) => Math.Max(2, (int)Math.Ceiling(orders / per));

    private string[] Make(double per, Func<string> one) => [.. Enumerable.Range(0, Size(per)).Select(_ => one())];
}
