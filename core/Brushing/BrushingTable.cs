using System.Runtime.InteropServices;

namespace MerchantOps.Brushing;

/// <summary>
/// The orders of a window in order of time, with small numbers for what the orders name: the same number is the same one, −1 is not
/// told. Costs about a hundred bytes an order beside the orders themselves. Not changed once it is made.
/// </summary>
internal sealed class BrushingTable
{
    private BrushingTable(BrushingOrder[] orders) => Orders = orders;

    public BrushingOrder[] Orders { get; }

    public int Count => Orders.Length;

    /// <summary>Merchant, shop and product together.</summary>
    public required Codes Listings { get; init; }

    /// <summary>An order that does not tell its buyer has one of its own.</summary>
    public required Codes Buyers { get; init; }

    public required Codes Devices { get; init; }

    public required Codes Cards { get; init; }

    public required Codes Addresses { get; init; }

    public required Codes Networks { get; init; }

    /// <summary>The first review of each order, or null.</summary>
    public required BrushingReview?[] Reviews { get; init; }

    public static BrushingTable Of(IReadOnlyList<BrushingOrder> orders, IReadOnlyList<BrushingReview> reviews)
    {
        BrushingOrder[] sorted = [.. orders.OrderBy(static o => o.At).ThenBy(static o => o.Merchant, StringComparer.Ordinal).ThenBy(static o => o.Shop, StringComparer.Ordinal).ThenBy(static o => o.Id, StringComparer.Ordinal)];
        return new BrushingTable(sorted)
        {
            Listings = Codes.Of(sorted, static (o, _) => o.Product is null ? default : (o.Merchant, o.Shop, o.Product)),
            Buyers = Codes.Of(sorted, static (o, i) => o.Buyer is null ? (null, null, $"{i}") : (null, "", o.Buyer)),
            Devices = Codes.Of(sorted, static (o, _) => (null, null, o.Device)),
            Cards = Codes.Of(sorted, static (o, _) => (null, null, o.Card)),
            Addresses = Codes.Of(sorted, static (o, _) => (null, null, o.Address)),
            Networks = Codes.Of(sorted, static (o, _) => (null, null, o.Network)),
            Reviews = ReviewMatch.Of(sorted, reviews),
        };
    }
}

/// <summary>A number for each distinct value, from 0 on.</summary>
internal sealed class Codes
{
    private readonly int[] codes;

    private Codes(int[] codes, int count) => (this.codes, Count) = (codes, count);

    /// <summary>How many distinct values there are.</summary>
    public int Count { get; }

    /// <summary>The value of an order; −1 is not told.</summary>
    public int this[int order] => codes[order];

    /// <param name="valueOf">Without its third part it is not told.</param>
    public static Codes Of(BrushingOrder[] orders, Func<BrushingOrder, int, (string?, string?, string?)> valueOf)
    {
        var known = new Dictionary<(string?, string?, string?), int>();
        var codes = new int[orders.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            var value = valueOf(orders[i], i);
            if (string.IsNullOrEmpty(value.Item3))
            {
                codes[i] = -1;
                continue;
            }

            ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(known, value, out var exists);
            codes[i] = exists ? code : code = known.Count - 1;
        }

        return new Codes(codes, known.Count);
    }
}
