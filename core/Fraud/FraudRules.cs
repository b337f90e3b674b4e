using System.Globalization;
using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;

namespace MerchantOps.Fraud;

/// <summary>
/// Transparent rules over an order and its features: each that fires gives a reason with the order's own values. Weights combine as
/// independent evidence, 1 − Π(1 − w). Stateless.
/// </summary>
public static class FraudRules
{
    public const int Version = 1;

    public const double ReviewAt = 0.5, DeclineAt = 0.8;

    private const double MinFraudShare = 0.15;

    /// <summary>The combined weight and every reason that fired, unsorted, in <paramref name="reasons"/>.</summary>
    public static double Evaluate(Order order, RuleFacts f, List<Reason> reasons)
    {
        History(f, reasons);
        Sharing(order, f, reasons);
        Takeover(order, f, reasons);
        Account(order, f, reasons);
        Countries(order, f, reasons);

        var innocent = 1.0;
        foreach (var reason in reasons)
            innocent *= 1 - reason.Weight;
        return 1 - innocent;
    }

    /// <summary>What speaks for an order on which no rule fired, so that an approval is told why too.</summary>
    public static Reason Approval(Order order, RuleFacts f)
    {
        if (f.CustomerOrders > 0)
            return new Reason("known-customer", 0, [Text(f.CustomerOrders)]);
        return AccountAge(order) is { TotalDays: >= 1 } age
            ? new Reason("settled-account", 0, [Text(Math.Floor(age.TotalDays))])
            : new Reason("nothing-suspicious", 0, [order.Total.ToString()]);
    }

    private static void History(RuleFacts f, List<Reason> reasons)
    {
        // One chargeback in hundreds of good orders is everyday; one in a few is a warning.
        if (f.CustomerFrauds >= MinFraudShare)
            reasons.Add(new Reason("customer-charged-back", f.CustomerFrauds >= 0.5 ? 0.6 : 0.4, [Percent(f.CustomerFrauds)]));
        if (f.OriginFrauds >= MinFraudShare)
            reasons.Add(new Reason("origin-charged-back", f.OriginFrauds >= 0.5 ? 0.75 : 0.4, [Percent(f.OriginFrauds)]));
    }

    private static void Sharing(Order order, RuleFacts f, List<Reason> reasons)
    {
        // Many people share an address of an office or a carrier, a few a device, and hardly any a card.
        var (some, many) = f.Origin == EntityKind.Network ? (6, 11) : (3, 5);
        if (f.OriginCustomers >= some)
            reasons.Add(new Reason("origin-many-customers", f.OriginCustomers >= many ? 0.7 : f.OriginCustomers > some ? 0.45 : 0.25, [Text(f.OriginCustomers), Text(f.OriginMerchants)]));
        if (f.OriginCards >= some && f.Origin != EntityKind.Card)
            reasons.Add(f.OriginOrdersHour >= 1.5
                ? new Reason("card-testing", 0.8, [Text(f.OriginCards), Text(Math.Round(f.OriginOrdersHour) + 1)])
                : new Reason("origin-many-cards", f.OriginCards >= many ? 0.6 : 0.4, [Text(f.OriginCards)]));
        else if (f.OriginCards == 2 && f.OriginCustomers == 2 && f.OriginOrdersDay >= 0.5 && f.CustomerOrders == 0 && f.Amount < 25 && f.Origin == EntityKind.Device)
            reasons.Add(new Reason("origin-second-buyer", 0.5, [order.Total.ToString()]));
        if (f.OriginOrdersHour >= 3)
            reasons.Add(new Reason("origin-hurried", 0.5, [Text(Math.Round(f.OriginOrdersHour) + 1)]));
    }

    private static void Takeover(Order order, RuleFacts f, List<Reason> reasons)
    {
        if (f.CustomerOrders < 1 || !f.NewOrigin)
            return;

        var times = Math.Round(Math.Exp(f.AmountVsCustomer), 1);
        var abroad = f.AddressAbroad || f.ShipsAbroad || f.CardAbroad;
        if (f.NewDestination && (times >= 2 || abroad))
            reasons.Add(new Reason("takeover", abroad && times >= 2 ? 0.8 : 0.5, [order.Total.ToString(), Text(times), Text(f.CustomerOrders)]));
        else if (abroad || f.NewDestination || times >= 4)
            reasons.Add(new Reason("unusual-for-customer", f.NewDestination || times >= 4 ? 0.3 : 0.15, [order.Total.ToString(), Text(times)]));
    }

    private static void Account(Order order, RuleFacts f, List<Reason> reasons)
    {
        if (f.AccountMinutes is < 2)
            reasons.Add(new Reason("instant-order", 0.4, [Text(Math.Floor(AccountAge(order)!.Value.TotalSeconds))]));
        else if (f.AccountMinutes is < 1440 && f.CustomerOrdersDay >= 0.6)
            reasons.Add(new Reason("fresh-account-again", f.Amount >= 100 ? 0.5 : 0.3, [Text(f.CustomerOrders + 1), Text(Math.Floor(AccountAge(order)!.Value.TotalMinutes))]));
        // Who signs up in order to buy does so within minutes; a large basket some hours later is the rarer and worse sign.
        else if (f.Amount >= 300 && f.CustomerOrders == 0 && (f.Guest || f.AccountMinutes is < 1440))
            reasons.Add(AccountAge(order) is { } age
                ? new Reason("fresh-account", age.TotalMinutes is > 60 and < 480 ? 0.5 : 0.3, [Text(Math.Floor(age.TotalMinutes)), order.Total.ToString()])
                : new Reason("large-guest-order", 0.3, [order.Total.ToString()]));
    }

    // A buyer of whom nothing is known has only the countries to speak for him; a settled customer may travel and give presents.
    private static void Countries(Order order, RuleFacts f, List<Reason> reasons)
    {
        var billing = order.Billing?.Country ?? order.Shipping?.Country ?? "?";
        var settled = f.CustomerOrders >= 2 && !f.NewOrigin;
        var young = f.AccountMinutes is null or < 14 * 1440;
        if (f.AddressAbroad)
            reasons.Add(new Reason("address-country", settled ? 0.3 : young ? 0.5 : 0.4, [order.Device?.Country ?? "?", billing]));
        if (f.CardAbroad)
            reasons.Add(new Reason("card-country", settled ? 0.15 : 0.25, [order.Payment?.Country ?? "?", billing]));
        if (f.ShipsAbroad)
            reasons.Add(new Reason("shipping-country", settled ? 0.3 : young ? 0.5 : 0.3, [order.Shipping?.Country ?? "?", billing]));
    }

    // Features are rounded to 32 bits of a logarithm: close enough to decide on, but a text gives the order's own time.
    private static TimeSpan? AccountAge(Order order) =>
        order.Buyer?.RegisteredAt is not { } registered ? null : order.PlacedAt > registered ? order.PlacedAt - registered : TimeSpan.Zero;

    private static string Percent(double share) => Text(Math.Round(share * 100));

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
