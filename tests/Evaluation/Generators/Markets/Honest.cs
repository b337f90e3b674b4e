namespace MerchantOps.Evaluation.Generators.Markets;

/// <summary>How honest people buy, pay, send back and review.</summary>
internal sealed class Honest(Random random, Town town, MarketBook book)
{
    private static readonly double[] ByHour = [1, .6, .4, .3, .3, .5, 1, 2, 3, 4, 4.5, 5, 5, 4.5, 4.5, 4.5, 5, 5.5, 6, 7, 8, 7.5, 5, 2.5];
    private static readonly (int, double)[] Hours = [.. ByHour.Select((weight, hour) => (hour, weight))];

    /// <summary>Some moment of this day, by when people buy.</summary>
    public DateTimeOffset Moment(DateTimeOffset day) => day.AddHours(random.Weighted(Hours)).AddSeconds(random.Next(3600));

    /// <summary>Sells once to somebody.</summary>
    public void Sell(Listing listing, DateTimeOffset at, double newcomers = 0.1) => Sell(listing, at, town.Somebody(newcomers));

    public void Sell(Listing listing, DateTimeOffset at, Person person) => Sell(listing, at, person, town.Visit(person));

    public void Sell(Listing listing, DateTimeOffset at, Person person, Visit visit) => Book(new Sale(listing, at, visit)
    {
        PriceFactor = random.Chance(0.15) ? random.Between(0.75, 0.97) : 1,
        Quantity = random.Chance(0.12) ? random.Next(2, 5) : 1,
    }, person);

    /// <summary>Books a sale of which price and quantity are settled.</summary>
    public void Book(Sale sale, Person person, double reviewShare = 0.12) => book.Add(sale with
    {
        Refunded = random.Chance(0.04),
        Review = random.Chance(person.ReviewsFast ? 0.7 : reviewShare) ? Review(sale.Listing, person) : null,
    });

    private (TimeSpan, int) Review(Listing listing, Person person)
    {
        var median = listing.IsDigital ? 6.0 : person.ReviewsFast ? 20 : 24 * 6;
        var rating = random.Chance(listing.Quality) ? 5 : random.Weighted<int>([(4, 0.45), (3, 0.2), (2, 0.1), (1, 0.25)]);
        return (TimeSpan.FromHours(random.LogNormal(median, 0.7)), rating);
    }
}
