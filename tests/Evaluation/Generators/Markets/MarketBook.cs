namespace MerchantOps.Evaluation.Generators.Markets;

/// <summary>What is sold at a listing, with its usual price for one unit in dollars.</summary>
/// <param name="DailyOrders">How many a day everyday trade brings.</param>
/// <param name="IsDigital">Delivered at once, so that it can be reviewed at once.</param>
/// <param name="Quality">The share of its honest reviews that give five stars.</param>
internal sealed record Listing(string Merchant, string Id, decimal Price, double DailyOrders, bool IsDigital, double Quality);

/// <summary>Who buys, and what with.</summary>
internal sealed record Visit(string Buyer, string Device, string Network, string Card, string ShipsTo);

/// <summary>One sale to be booked.</summary>
internal sealed record Sale(Listing Listing, DateTimeOffset At, Visit Visit)
{
    /// <summary>What is paid, as a part of the usual price.</summary>
    public double PriceFactor { get; init; } = 1;

    public int Quantity { get; init; } = 1;

    public bool Refunded { get; init; }

    public (TimeSpan After, int Rating)? Review { get; init; }

    /// <summary>Of the ring that placed it; null for a real one.</summary>
    public string? Style { get; init; }
}

/// <summary>Collects sales as they are thought up, and numbers them in the order of time.</summary>
internal sealed class MarketBook
{
    private readonly List<Sale> sales = [];

    public void Add(Sale sale) => sales.Add(sale);

    public Market Close(DateTimeOffset until, IReadOnlyList<MarketRing> rings)
    {
        List<MarketOrder> orders = [];
        List<MarketReview> reviews = [];
        var fakes = new Dictionary<string, string>();
        foreach (var sale in sales.Where(s => s.At < until).OrderBy(s => s.At))
        {
            var order = Order(sale, $"o{orders.Count + 1:D6}");
            orders.Add(order);
            if (sale.Review is var (after, rating) && sale.At + after < until)
                reviews.Add(new MarketReview(order.Id, order.Buyer, rating, sale.At + after));
            if (sale.Style is not null)
                fakes.Add(order.Id, sale.Style);
        }

        return new Market(orders, [.. reviews.OrderBy(r => r.WrittenAt)], fakes, rings);
    }

    private static MarketOrder Order(Sale sale, string id) => new(
        sale.Listing.Merchant, sale.Listing.Id, id, sale.At, sale.Visit.Buyer, sale.Visit.Device, sale.Visit.Network, sale.Visit.Card, sale.Visit.ShipsTo,
        Math.Max(0.01m, Math.Round(sale.Listing.Price * sale.Quantity * (decimal)sale.PriceFactor, 2)), sale.Listing.Price, sale.Quantity, sale.Refunded);
}
