namespace MerchantOps.Evaluation.Generators.Markets;

/// <summary>Sets up rings of brushing sellers. In a ring's listings, while it works, as many real orders are placed as fake ones.</summary>
internal sealed class Rings(Random random, Town town, Identities identities, Honest honest, MarketBook book, DateTimeOffset start, int days)
{
    /// <param name="listings">Those of the ring; nobody else may sell there while the ring works.</param>
    /// <param name="others">Where people whose accounts were bought have bought before.</param>
    public MarketRing Add(RingStyle style, IReadOnlyList<Listing> listings, IReadOnlyList<Listing> others)
    {
        style = style.Vary(random);
        var from = start.AddDays(random.Between(1, days - style.Days - 0.5));
        var until = from.AddDays(style.Days);
        var size = random.Next(60, 160);
        var accounts = new RingAccounts(random, town, identities, style, size);

        var times = Times(style, from, until, size);
        for (var i = 0; i < size; i++)
            book.Add(Fake(style, random.Pick(listings), times[i], accounts.Visit(i)));
        for (var i = 0; i < size; i++)
            honest.Sell(random.Pick(listings), Moment(from, until));
        foreach (var person in accounts.Bought)
            Past(person, others, from);
        return new MarketRing(style.Name, [.. listings.Select(l => l.Id)], from, until);
    }

    private Sale Fake(RingStyle style, Listing listing, DateTimeOffset at, Visit visit) => new(listing, at, visit)
    {
        PriceFactor = style.PriceFactor * (random.Chance(0.2) ? random.Between(0.8, 1) : 1),
        Quantity = random.Chance(0.06) ? 2 : 1,
        Refunded = random.Chance(style.RefundShare),
        Review = random.Chance(style.ReviewShare) ? (TimeSpan.FromHours(random.LogNormal(style.ReviewHours, 0.7)), random.Chance(0.93) ? 5 : 4) : null,
        Style = style.Name,
    };

    private DateTimeOffset[] Times(RingStyle style, DateTimeOffset from, DateTimeOffset until, int size)
    {
        var bursts = Enumerable.Range(0, style.Bursts).Select(_ => (From: Moment(from, until.AddHours(-3)), Hours: random.Between(1, 3))).ToList();
        DateTimeOffset InBurst((DateTimeOffset From, double Hours) burst) => burst.From.AddHours(burst.Hours * random.NextDouble());
        return [.. Enumerable.Range(0, size).Select(_ => bursts.Count == 0 ? Moment(from, until) : InBurst(random.Pick(bursts))).Order()];
    }

    private void Past(Person person, IReadOnlyList<Listing> others, DateTimeOffset until)
    {
        for (var left = random.Next(3); left > 0; left--)
            honest.Sell(random.Pick(others), Moment(start, until), person);
    }

    private DateTimeOffset Moment(DateTimeOffset from, DateTimeOffset until)
    {
        var day = new DateTimeOffset(from.Date, TimeSpan.Zero);
        var count = (int)Math.Ceiling((until - day).TotalDays);
        var moment = honest.Moment(day.AddDays(random.Next(count)));
        while (moment < from || moment >= until)
            moment = honest.Moment(day.AddDays(random.Next(count)));
        return moment;
    }
}
