namespace MerchantOps.Evaluation.Generators.Markets;

/// <summary>
/// Real orders that look arranged: flash sales, a mention by somebody famous, launches, resellers, loyal customers, colleagues and students
/// who buy the same thing together, families.
/// </summary>
internal sealed class Traps(Random random, Town town, Honest honest, IReadOnlyList<Listing> listings, DateTimeOffset start, int days)
{
    /// <summary>Listings that are launched within the four weeks; nothing else is sold there.</summary>
    public void Launch(Listing listing)
    {
        var day = random.Next(days - 8);
        for (var left = random.Next(70, 140); left > 0; left--)
        {
            var person = town.Somebody(0.2);
            var at = honest.Moment(start.AddDays(day + (int)Math.Min(7, random.LogNormal(1, 0.8))));
            honest.Book(new Sale(listing, at, town.Visit(person)) { PriceFactor = random.Chance(0.5) ? 0.9 : 1 }, person, reviewShare: 0.3);
        }
    }

    public void Add()
    {
        Repeat(4, () => Rush(random.Between(3, 8), random.Between(0.3, 0.6)));
        Rush(3, random.Between(0.04, 0.12));
        Rush(6, 1);
        Repeat(6, Reseller);
        Repeat(25, LoyalCustomer);
        Repeat(7, () => Together(random.Next(8, 21), 1));
        Repeat(2, () => Together(random.Next(25, 55), 40));
        Repeat(20, Family);
    }

    /// <summary>A flash sale at a part of the price, or at the full price what a famous person has named.</summary>
    private void Rush(double hours, double priceFactor)
    {
        var (listing, begin) = (random.Pick(listings), Begin());
        for (var left = random.Next(60, 150); left > 0; left--)
        {
            var person = town.Somebody(0.3);
            var at = begin.AddHours(hours * random.NextDouble() * random.NextDouble());
            honest.Book(new Sale(listing, at, town.Visit(person)) { PriceFactor = priceFactor, Quantity = random.Chance(0.2) ? 2 : 1 }, person);
        }
    }

    private void Reseller()
    {
        var (person, listing) = (town.Somebody(), random.Pick(listings));
        for (var left = random.Next(12, 35); left > 0; left--)
        {
            var sale = new Sale(listing, honest.Moment(Day()), town.Visit(person)) { PriceFactor = random.Between(0.8, 0.95), Quantity = random.Next(4, 30) };
            honest.Book(sale, person, reviewShare: 0.03);
        }
    }

    private void LoyalCustomer()
    {
        var (person, listing) = (town.Somebody(0), random.Pick(listings));
        for (var left = random.Next(4, 10); left > 0; left--)
            honest.Book(new Sale(listing, honest.Moment(Day()), town.Visit(person)), person, reviewShare: 0.5);
    }

    /// <summary>People of one office or campus buy the same thing, from its network, most of them sent there.</summary>
    private void Together(int people, double hours)
    {
        var (listing, begin, colleagues) = (random.Pick(listings), Begin(), random.Pick(town.Works));
        foreach (var person in random.GetItems<Person>([.. colleagues], people).Distinct())
        {
            var (network, address) = person.Work!.Value;
            var visit = town.Visit(person) with { Network = network };
            honest.Sell(listing, begin.AddHours(hours * random.NextDouble()), person, random.Chance(0.6) ? visit with { ShipsTo = address } : visit);
        }
    }

    private void Family()
    {
        var (listing, begin) = (random.Pick(listings), Begin());
        foreach (var person in random.Pick(town.Households))
            honest.Sell(listing, begin.AddHours(20 * random.NextDouble()), person);
    }

    private DateTimeOffset Day() => start.AddDays(random.Next(days));

    private DateTimeOffset Begin() => Day().AddHours(random.Next(8, 20));

    private static void Repeat(int times, Action act)
    {
        for (; times > 0; times--)
            act();
    }
}
