using MerchantOps.Evaluation.Generators.Markets;

namespace MerchantOps.Evaluation.Brushing;

/// <summary>
/// What is common without a detector: where the orders of an hour at a merchant or of a listing are three times as many as their users or
/// more, they are taken as fake.
/// </summary>
internal static class SimpleRule
{
    private const int OrdersPerUser = 3;

    /// <summary>Ids of the orders it takes as fake; hours are those of the clock.</summary>
    public static HashSet<string> Find(IReadOnlyList<MarketOrder> orders) =>
        [.. In(orders, static o => o.Merchant), .. In(orders, static o => o.Listing)];

    private static IEnumerable<string> In(IReadOnlyList<MarketOrder> orders, Func<MarketOrder, string> place) =>
        from hour in orders.GroupBy(o => (place(o), o.PlacedAt.UtcTicks / TimeSpan.TicksPerHour))
        where hour.Count() >= OrdersPerUser * hour.Select(static o => o.Buyer).Distinct().Count()
        from order in hour
        select order.Id;
}
