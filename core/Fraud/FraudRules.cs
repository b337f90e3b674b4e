using System.Globalization;
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

    /// <summary>The combined weight and every reason that fired, unsorted, in <paramref name="reasons"/>.</summary>
    public static double Evaluate(Order order, OrderFeatures f, OriginKind origin, List<Reason> reasons)
    {
        History(f, reasons);
        Sharing(f, origin, reasons);
        Takeover(order, f, reasons);
        Account(order, f, reasons);
        Countries(order, f, reasons);

        var innocent = 1.0;
        foreach (var reason in reasons)
            innocent *= 1 - reason.Weight;
        return 1 - innocent;
    }

    /// <summary>What speaks for an order on which no rule fired, so that an approval is told why too.</summary>
    public static Reason Approval(Order order, OrderFeatures f)
    {
        if (f.CustomerOrders > 0)
            return new Reason("known-customer", 0, [Text(f.CustomerOrders)]);
        return f.AccountMinutes is > 1440
            ? new Reason("settled-account", 0, [Text(Math.Floor(f.AccountMinutes.Value / 1440))])
            : new Reason("nothing-suspicious", 0, [order.Total.ToString()]);
    }

    private static void History(OrderFeatures f, List<Reason> reasons)
    {
        if (f.CustomerFrauds > 0)
            reasons.Add(new Reason("customer-charged-back", 0.8, [Text(f.CustomerFrauds)]));
        if (f.OriginFrauds > 0)
            reasons.Add(new Reason("origin-charged-back", 0.75, [Text(f.OriginFrauds)]));
    }

    private static void Sharing(OrderFeatures f, OriginKind origin, List<Reason> reasons)
    {
        // Many people share an address of an office or a carrier; a device they do not.
        var (some, many) = origin == OriginKind.Address ? (6, 11) : (3, 5);
        if (f.OriginCustomers >= some)
            reasons.Add(new Reason("origin-many-customers", f.OriginCustomers >= many ? 0.7 : 0.4, [Text(f.OriginCustomers), Text(f.OriginMerchants)]));
        if (f.OriginCards >= 3 && origin != OriginKind.Card)
            reasons.Add(f.TinyAmount && f.OriginOrdersHour >= 1
                ? new Reason("card-testing", 0.8, [Text(f.OriginCards), Text(Math.Round(f.OriginOrdersHour))])
                : new Reason("origin-many-cards", f.OriginCards >= some + 2 ? 0.6 : 0.35, [Text(f.OriginCards)]));
        if (f.OriginOrdersHour >= 4)
            reasons.Add(new Reason("origin-hurried", 0.5, [Text(Math.Round(f.OriginOrdersHour) + 1)]));
    }

    private static void Takeover(Order order, OrderFeatures f, List<Reason> reasons)
    {
        if (f.CustomerOrders < 2 || !f.NewOrigin)
            return;

        var times = Math.Exp(f.AmountVsCustomer);
        if (f.NewDestination && times >= 2)
            reasons.Add(new Reason("takeover", 0.8, [order.Total.ToString(), Text(Math.Round(times, 1)), Text(f.CustomerOrders)]));
        else if (f.AddressAbroad || f.NewDestination || times >= 4)
            reasons.Add(new Reason("unusual-for-customer", 0.5, [order.Total.ToString(), Text(Math.Round(times, 1))]));
    }

    private static void Account(Order order, OrderFeatures f, List<Reason> reasons)
    {
        if (f.AccountMinutes is < 2)
            reasons.Add(new Reason("instant-order", 0.4, [Text(Math.Floor(f.AccountMinutes.Value * 60))]));
        else if (f.AccountMinutes is < 60 && f.Amount >= 200)
            reasons.Add(new Reason("fresh-account", 0.3, [Text(Math.Ceiling(f.AccountMinutes.Value)), order.Total.ToString()]));
    }

    private static void Countries(Order order, OrderFeatures f, List<Reason> reasons)
    {
        var billing = order.Billing?.Country ?? order.Shipping?.Country ?? "?";
        var settled = f.CustomerOrders >= 2;
        if (f.CardAbroad)
            reasons.Add(new Reason("card-country", settled ? 0.15 : 0.4, [order.Payment?.Country ?? "?", billing]));
        if (f.AddressAbroad)
            reasons.Add(new Reason("address-country", settled ? 0.1 : 0.25, [order.Device?.Country ?? "?", billing]));
        if (f.ShipsAbroad)
            reasons.Add(new Reason("shipping-country", settled ? 0.1 : 0.2, [order.Shipping?.Country ?? "?", billing]));
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
