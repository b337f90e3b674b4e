using System.Globalization;
using System.Text.Json;
using MerchantOps.Demo;
using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Benchmarks;

/// <summary>
/// A month of the demo's marketplace with its frauds and chargebacks, and orders that come after it: of every five, three are placed by
/// buyers of that month with what they used then, two by people never seen before. The same seed gives the same orders.
/// </summary>
/// <param name="orders">Orders of the month.</param>
/// <param name="now">When the later orders end; they take the last three days.</param>
internal sealed class MarketplaceOrders(int orders, DateTimeOffset now)
{
    private const int Merchants = 24;
    private const double Returning = 0.6;
    private static readonly TimeSpan Later = TimeSpan.FromDays(3);

    private readonly MarketplaceHistory month = Marketplace.Generate(new MarketplaceOptions { Seed = 1, Merchants = Merchants, Orders = orders, Now = now - Later });

    public IReadOnlyList<CloudEvent> Month => month.Events;

    public int MonthOrders => month.Orders;

    public IEnumerable<DemoShop> Shops => month.Merchants.SelectMany(static merchant => merchant.Shops);

    public IEnumerable<string> MerchantIds => month.Merchants.Select(static merchant => merchant.Id);

    /// <summary>Orders to be decided at once, in the order of time.</summary>
    public List<ScoreRequest> LaterOrders(int count)
    {
        var random = new Random(2);
        var known = Placed(month);
        var strangers = new Queue<CloudEvent>(Placed(Marketplace.Generate(
            new MarketplaceOptions { Seed = 2, Merchants = Merchants, Orders = Math.Max(500, (int)(count * (1 - Returning) * 1.2)), Now = now })));
        var step = Later / count;
        var requests = new List<ScoreRequest>(count);
        for (var i = 0; i < count; i++)
        {
            var e = random.NextDouble() < Returning || strangers.Count == 0 ? known[random.Next(known.Count)] : strangers.Dequeue();
            var order = JsonSerializer.Deserialize(e.Data.Span, EventJson.Default.Order)!;
            requests.Add(new ScoreRequest(e.Merchant, e.Shop, order with { Id = string.Create(CultureInfo.InvariantCulture, $"later-{i:D6}"), PlacedAt = now - (step * (count - i)) }));
        }

        return requests;
    }

    private static List<CloudEvent> Placed(MarketplaceHistory history) => [.. history.Events.Where(static e => e.Type == EventTypes.OrderPlaced)];
}
