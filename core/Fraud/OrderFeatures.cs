using System.Runtime.InteropServices;
using MerchantOps.Orders;

namespace MerchantOps.Fraud;

/// <summary>
/// What a decision is made from: the order itself and the signals known before it, nothing later. The same code serves live
/// decisions and training. Immutable.
/// </summary>
public sealed class OrderFeatures
{
    /// <summary>Raised whenever a feature changes its meaning; models and examples of another version are not used.</summary>
    public const int Version = 1;

    private static readonly EntitySignals Nothing = new();

    private OrderFeatures(float[] values) => Values = values;

    /// <summary>Names, in the order of <see cref="Values"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "amount_log", "amount_vs_customer", "units_log", "tiny_amount", "guest",
        "customer_orders_log", "customer_orders_day", "customer_frauds", "customer_cards",
        "account_age_known", "account_age_log", "account_minutes_young",
        "origin_known", "origin_orders_hour", "origin_orders_day", "origin_orders_week", "origin_customers", "origin_cards", "origin_merchants", "origin_frauds",
        "new_origin", "new_destination", "new_card",
        "ships_abroad", "address_abroad", "card_abroad", "night",
    ];

    public float[] Values { get; }

    public double Amount => Math.Exp(Values[0]) - 1;

    public float AmountVsCustomer => Values[1];

    public bool TinyAmount => Values[3] > 0;

    public bool Guest => Values[4] > 0;

    public int CustomerOrders => (int)Math.Round(Math.Exp(Values[5]) - 1);

    public float CustomerOrdersDay => Values[6];

    /// <summary>Share of the customer's earlier orders that were confirmed frauds, 0 to 1.</summary>
    public float CustomerFrauds => Values[7];

    /// <summary>Minutes from sign-up to order, or null.</summary>
    public double? AccountMinutes => Values[9] > 0 ? Math.Exp(Values[10]) - 1 : null;

    public float OriginOrdersHour => Values[13];

    public float OriginOrdersDay => Values[14];

    public int OriginCustomers => (int)Values[16];

    public int OriginCards => (int)Values[17];

    public int OriginMerchants => (int)Values[18];

    /// <summary>Share of the origin's earlier orders that were confirmed frauds, 0 to 1.</summary>
    public float OriginFrauds => Values[19];

    public bool NewOrigin => Values[20] > 0;

    public bool NewDestination => Values[21] > 0;

    public bool ShipsAbroad => Values[23] > 0;

    public bool AddressAbroad => Values[24] > 0;

    public bool CardAbroad => Values[25] > 0;

    /// <summary>Features kept with a decision; null when they are of another version or length.</summary>
    public static OrderFeatures? Restore(int version, byte[] packed) =>
        version == Version && packed.Length == Names.Count * sizeof(float) ? new OrderFeatures(MemoryMarshal.Cast<byte, float>(packed).ToArray()) : null;

    /// <summary>The values as 32-bit floats, little-endian.</summary>
    public byte[] Pack() => MemoryMarshal.AsBytes<float>(Values).ToArray();

    /// <param name="customer">As known before this order; null when the customer is new or unknown.</param>
    /// <param name="origin">As known before this order.</param>
    public static OrderFeatures Of(Order order, in OrderEntities entities, EntitySignals? customer, EntitySignals? origin)
    {
        var seen = entities.Seen;
        var (c, o) = (customer ?? Nothing, origin ?? Nothing);
        var originRates = o.RatesAt(seen.At);
        var known = c.Orders > 0;
        var minutes = order.Buyer?.RegisteredAt is { } registered ? Math.Max(0, (order.PlacedAt - registered).TotalMinutes) : -1;
        var country = order.Billing?.Country ?? order.Shipping?.Country;
        var units = 0L;
        foreach (var line in order.Lines)
            units += line.Quantity;

        return new OrderFeatures(
        [
            Log(seen.Amount),
            c.Amount > 0 ? (float)Math.Log((seen.Amount + 1) / ((c.Amount / c.Orders) + 1)) : 0,
            Log(units),
            seen.Amount is > 0 and < 5 ? 1 : 0,
            entities.Customer is null || string.IsNullOrWhiteSpace(order.Buyer?.Id) ? 1 : 0,
            Log(c.Orders),
            (float)c.RatesAt(seen.At).Day,
            ShareOf(c),
            CountWith(c.Cards, seen.Card),
            minutes >= 0 ? 1 : 0,
            minutes >= 0 ? Log(minutes) : 0,
            minutes is >= 0 and < 10 ? 1 : 0,
            entities.Origin is null ? 0 : 1,
            (float)originRates.Hour,
            (float)originRates.Day,
            (float)originRates.Week,
            entities.OriginKind == OriginKind.Card ? 1 : CountWith(o.Customers, seen.Customer),
            CountWith(o.Cards, seen.Card),
            CountWith(o.Merchants, seen.Merchant),
            ShareOf(o),
            known && IsNew(c.Origins, seen.Origin) ? 1 : 0,
            known && IsNew(c.Destinations, seen.Destination) ? 1 : 0,
            known && IsNew(c.Cards, seen.Card) ? 1 : 0,
            Differ(order.Shipping?.Country, order.Billing?.Country),
            Differ(order.Device?.Country, country),
            Differ(order.Payment?.Country, country),
            order.PlacedAt.UtcDateTime.Hour < 5 ? 1 : 0,
        ]);
    }

    private static float Log(double value) => (float)Math.Log(1 + Math.Max(0, value));

    private static int CountWith(List<uint> members, uint member) => members.Count + (member != 0 && !members.Contains(member) ? 1 : 0);

    private static float ShareOf(EntitySignals signals) => signals.Orders == 0 ? 0 : Math.Min(1, (float)signals.Frauds / signals.Orders);

    private static bool IsNew(List<uint> members, uint member) => member != 0 && members.Count is > 0 and < EntitySignals.MaxMembers && !members.Contains(member);

    private static float Differ(string? a, string? b) => a is { Length: > 0 } && b is { Length: > 0 } && !string.Equals(a, b, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
}
