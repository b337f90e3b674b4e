using System.Globalization;
using System.Text.Json;
using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Benchmarks;

/// <summary>
/// Orders of many merchants over thirty days, in order of time: of every five, three come from customers who order again and again
/// with their usual device and card, two from people never seen before. The same seed gives the same orders.
/// </summary>
/// <param name="now">The last order's time.</param>
internal sealed class OrderPopulation(int seed, int merchants, DateTimeOffset now)
{
    public const string Shop = "main";

    private const double Returning = 0.6, OrdersPerReturningCustomer = 5;

    private static readonly string[] Countries = ["US", "DE", "GB", "FR", "BR", "JP"];

    private readonly Random random = new(seed);

    public IEnumerable<string> Merchants => Enumerable.Range(0, merchants).Select(NameOf);

    /// <summary>One <c>order.placed</c> per order.</summary>
    public IEnumerable<CloudEvent> Events(int orders)
    {
        var regulars = Enumerable.Range(0, Math.Max(1, (int)(orders * Returning / OrdersPerReturningCustomer))).Select(i => NewPerson($"r{i}")).ToList();
        var step = TimeSpan.FromDays(30) / orders;
        for (var i = 0; i < orders; i++)
        {
            // Squared, so that a few customers order very often.
            var person = random.NextDouble() < Returning ? regulars[(int)(regulars.Count * Math.Pow(random.NextDouble(), 2))] : NewPerson($"n{i}");
            yield return EventOf(person, OrderOf(person, i, now - (step * (orders - i))));
        }
    }

    private static string NameOf(int merchant) => string.Create(CultureInfo.InvariantCulture, $"merchant-{merchant:D3}");

    private Person NewPerson(string id)
    {
        var country = Countries[random.Next(Countries.Length)];
        var home = new Address($"Person {id}", $"{random.Next(1, 200)} Main Street", null, $"City {random.Next(500)}", null, random.Next(10_000, 99_999).ToString(CultureInfo.InvariantCulture), country);
        return new Person(
            NameOf(random.Next(merchants)), id, home,
            new Payment("card", "acquirer", $"card_{random.NextInt64():x16}", "411111", random.Next(1000, 9999).ToString(CultureInfo.InvariantCulture), country),
            new Device($"dev_{random.NextInt64():x16}", $"10.{random.Next(256)}.{random.Next(256)}.{random.Next(1, 255)}", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", country));
    }

    private Order OrderOf(Person person, int number, DateTimeOffset placedAt)
    {
        var lines = Enumerable.Range(0, random.Next(1, 4))
            .Select(_ => new OrderLine($"p{random.Next(400)}", $"SKU-{random.Next(400)}", "A thing of daily use", random.Next(1, 3), Math.Round((decimal)(5 + (60 * random.NextDouble())), 2)))
            .ToList();
        return new Order
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{number:D7}"),
            PlacedAt = placedAt,
            Total = new Money(lines.Sum(static line => line.Price * line.Quantity), "USD"),
            Lines = lines,
            Buyer = new Buyer(person.Id, $"{person.Id}@example.com", null, person.Home.Name, placedAt.AddDays(-random.Next(1, 700))),
            Billing = person.Home,
            Shipping = person.Home,
            Payment = person.Card,
            Device = person.Device,
            Channel = "search",
        };
    }

    private static CloudEvent EventOf(Person person, Order order) => new(
        "evt-" + order.Id, $"/standard/{person.Merchant}/{Shop}", EventTypes.OrderPlaced, "order/" + order.Id, order.PlacedAt, person.Merchant, Shop,
        JsonSerializer.SerializeToUtf8Bytes(order, EventJson.Default.Order));

    private sealed record Person(string Merchant, string Id, Address Home, Payment Card, Device Device);
}
