namespace MerchantOps.Evaluation.Generators.Markets;

/// <summary>Four weeks of a marketplace, with the truth about it.</summary>
/// <param name="Orders">In the order of time; their ids tell nothing else.</param>
/// <param name="Reviews">In the order of time; those that were written before the four weeks ended.</param>
/// <param name="Fakes">The truth per order: the style of the ring that placed it. Every other order is real.</param>
/// <param name="Rings">Where and when the rings worked.</param>
internal sealed record Market(
    IReadOnlyList<MarketOrder> Orders, IReadOnlyList<MarketReview> Reviews, IReadOnlyDictionary<string, string> Fakes, IReadOnlyList<MarketRing> Rings);

/// <param name="Buyer">The account.</param>
/// <param name="Network">The IP address it was placed from.</param>
/// <param name="Card">A fingerprint of the means of payment.</param>
/// <param name="ShipsTo">The address it is sent to.</param>
/// <param name="Amount">What was paid in all, in dollars.</param>
/// <param name="ListPrice">What one unit usually costs, in dollars.</param>
/// <param name="Refunded">Whether all of it was paid back.</param>
internal sealed record MarketOrder(
    string Merchant, string Listing, string Id, DateTimeOffset PlacedAt, string Buyer, string Device, string Network, string Card, string ShipsTo,
    decimal Amount, decimal ListPrice, int Quantity, bool Refunded);

/// <param name="Rating">1 to 5 stars.</param>
internal sealed record MarketReview(string Order, string Buyer, int Rating, DateTimeOffset WrittenAt);

/// <summary>A ring: from <paramref name="From"/> until <paramref name="Until"/> half of its listings' orders are fake and half are real.</summary>
internal sealed record MarketRing(string Style, IReadOnlyList<string> Listings, DateTimeOffset From, DateTimeOffset Until);
