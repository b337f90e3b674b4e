namespace MerchantOps.Evaluation.Generators.Markets;

/// <summary>
/// A seeded marketplace of about 12,000 orders in four weeks, in which ten rings of sellers place fake orders and reviews (刷单): one ring of
/// each <see cref="RingStyle"/> and two more, each on two to five listings of one to three sellers, half of whose orders are real while it works.
/// <see cref="Traps"/> are honest trade that looks alike.
/// </summary>
/// <remarks>
/// Written before the detector, without knowing it, and not changed for it since. Seeds 101 to 120 are for its development; those from 1 to 20
/// are for the final measure only.
/// </remarks>
internal static class BrushingMarket
{
    private const int Days = 28;
    private const int Merchants = 60;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The same seed gives the same market.</summary>
    public static Market Generate(int seed)
    {
        var random = new Random(seed);
        var identities = new Identities(random);
        var town = new Town(random, identities);
        var book = new MarketBook();
        var honest = new Honest(random, town, book);

        var shelves = new Stack<Listing[]>(Enumerable.Range(0, Merchants).Select(_ => Shelf(random, identities)));
        var sellers = RingStyle.All.Concat(random.GetItems([.. RingStyle.All], 2))
            .Select(style => (Style: style, Shelves: Enumerable.Range(0, random.Next(1, 4)).Select(_ => shelves.Pop()).ToList())).ToList();
        List<Listing> ordinary = [.. shelves.SelectMany(s => s), .. sellers.SelectMany(s => s.Shelves).SelectMany(s => s.Skip(2))];

        var rings = new Rings(random, town, identities, honest, book, Start, Days);
        List<(MarketRing Ring, List<Listing> Listings)> placed = [.. sellers.Select(s => Place(rings, s.Style, [.. s.Shelves.SelectMany(shelf => shelf.Take(2))], ordinary))];

        var traps = new Traps(random, town, honest, ordinary, Start, Days);
        foreach (var _ in Enumerable.Range(0, 3))
            traps.Launch(random.Pick(ordinary) with { Id = identities.Hex(8) });
        traps.Add();
        foreach (var listing in ordinary)
            Trade(random, honest, listing, null);
        foreach (var (ring, listings) in placed)
            listings.ForEach(listing => Trade(random, honest, listing, ring));
        return book.Close(Start.AddDays(Days), [.. placed.Select(p => p.Ring)]);
    }

    private static (MarketRing, List<Listing>) Place(Rings rings, RingStyle style, List<Listing> listings, List<Listing> others) =>
        (rings.Add(style, listings, others), listings);

    private static Listing[] Shelf(Random random, Identities identities)
    {
        var (merchant, isDigital, size) = (identities.Hex(6), random.Chance(0.12), random.LogNormal(1, 0.6));
        return [.. Enumerable.Range(0, random.Next(3, 9)).Select(_ => new Listing(
            merchant, identities.Hex(8), Math.Round((decimal)random.LogNormal(28, 0.8), 2) + 0.99m, size * random.LogNormal(0.7, 0.7), isDigital, random.Between(0.45, 0.8)))];
    }

    /// <summary>Everyday trade, which a ring's listings have before and after it works.</summary>
    private static void Trade(Random random, Honest honest, Listing listing, MarketRing? ring)
    {
        for (var left = random.Poisson(listing.DailyOrders * Days); left > 0; left--)
        {
            var at = honest.Moment(Start.AddDays(random.Next(Days)));
            if (ring is null || at < ring.From || at >= ring.Until)
                honest.Sell(listing, at);
        }
    }
}
