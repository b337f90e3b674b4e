using System.Globalization;
using System.Text.Json;
using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Tests.EndToEnd.Faults;

/// <summary>
/// What one merchant sends, in order: orders of returning customers and what becomes of them, with duplicates, poison and events that
/// overtake one another.
/// </summary>
/// <param name="merchant">Which of the plan's merchants, from 0.</param>
internal sealed class FaultScript(FaultPlan plan, int merchant, DateTimeOffset now)
{
    public const string Shop = "main";

    private const double OrdersPerCustomer = 5, EventsPerOrder = 2.6, Overtaking = 12;

    private readonly Random random = new((plan.Seed * 1000) + merchant);
    private readonly List<(double Turn, Delivery Delivery)> turns = [];

    private string Merchant => NameOf(merchant);

    public static string NameOf(int merchant) => string.Create(CultureInfo.InvariantCulture, $"faults-{merchant:D2}");

    public static string IdOf(int order) => string.Create(CultureInfo.InvariantCulture, $"{order:D6}");

    public IReadOnlyList<Delivery> Deliveries()
    {
        var customers = (int)(plan.Events / plan.Merchants / EventsPerOrder / OrdersPerCustomer) + 1;
        for (var order = 0; turns.Count < plan.Events / plan.Merchants * (1 + FaultPlan.Duplicates) + 1; order++)
            AddOrder(order, random.Next(customers));
        for (var poison = merchant; poison < plan.Events * FaultPlan.Poison; poison += plan.Merchants)
            AddPoison(poison);
        return [.. turns.OrderBy(static t => t.Turn).Select(static t => t.Delivery)];
    }

    private void AddOrder(int number, int customer)
    {
        var order = OrderOf(number, customer);
        Add(number, order.PlacedAt, EventTypes.OrderPlaced, order.Id, JsonSerializer.SerializeToUtf8Bytes(order, EventJson.Default.Order));
        if (random.NextDouble() < 0.95)
            AddChange(number + 0.5 + random.NextDouble(), EventTypes.OrderPaid, new OrderChange(order.Id, order.PlacedAt.AddSeconds(20), order.Total));
        if (random.NextDouble() < 0.6)
            AddChange(number + 2 + (4 * random.NextDouble()), EventTypes.OrderFulfilled, new OrderChange(order.Id, order.PlacedAt.AddHours(5)));
        if (random.NextDouble() < 0.03)
            AddChange(number + 3 + (20 * random.NextDouble()), EventTypes.OrderChargedBack, new OrderChange(order.Id, order.PlacedAt.AddHours(20), order.Total, "fraudulent"));
    }

    private void AddChange(double turn, string type, OrderChange change) =>
        Add(turn, change.At, type, change.Order, JsonSerializer.SerializeToUtf8Bytes(change, EventJson.Default.OrderChange));

    private void Add(double turn, DateTimeOffset at, string type, string order, byte[] data)
    {
        var e = new CloudEvent($"{type}-{order}", $"/standard/{Merchant}/{Shop}", type, "order/" + order, at, Merchant, Shop, data);
        var delivery = new Delivery(Merchant, "msg_" + e.Id, CloudEventCodec.Write(e), e, null);
        if (random.NextDouble() < FaultPlan.Reordered)
            turn += Overtaking * (random.NextDouble() - 0.5) * 2;
        turns.Add((turn, delivery));
        if (random.NextDouble() < FaultPlan.Duplicates)
            turns.Add((turn + (30 * random.NextDouble()), random.Next(2) == 0 ? delivery : delivery with { WebhookId = delivery.WebhookId + "-again" }));
    }

    private void AddPoison(int number)
    {
        var marker = string.Create(CultureInfo.InvariantCulture, $"poison-{number:D5}-of-{Merchant}");
        turns.Add((random.NextDouble() * turns.Count / EventsPerOrder, new Delivery(Merchant, "msg_" + marker, PoisonBodies.Of(marker, Merchant, number), null, marker)));
    }

    private Order OrderOf(int number, int customer)
    {
        var total = new Money(10 + random.Next(200), "USD");
        var address = new Address($"Customer {customer}", $"{customer} Main Street", null, "Springfield", null, "12345", "US");
        var device = random.Next(10) == 0 ? $"shared-{random.Next(5)}" : $"device-{customer}";
        return new Order
        {
            Id = IdOf(number),
            PlacedAt = now.AddDays(-2).AddSeconds(number * 40),
            Total = total,
            Lines = [new OrderLine("p1", "SKU-1", "A thing", 1, total.Amount)],
            Buyer = new Buyer($"c{customer}", $"c{customer}@example.com", RegisteredAt: now.AddDays(-100)),
            Billing = address,
            Shipping = address,
            Payment = new Payment("card", Fingerprint: $"{Merchant}-card-{customer}", Country: "US"),
            Device = new Device($"{Merchant}-{device}", "192.0.2.1", null, "US"),
        };
    }
}
