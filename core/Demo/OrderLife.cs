using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Demo;

/// <summary>
/// What becomes of an order: paid, sent, now and then cancelled or given back. Shops treat frauds like any order; the bank's word comes 5
/// to 15 days later.
/// </summary>
internal sealed class OrderLife(Dice dice)
{
    private const double Cancelled = 0.025, Refunded = 0.04, TestUnnoticed = 0.25;

    public IEnumerable<(string Type, OrderChange Change)> Of(OrderDraft draft, Order order)
    {
        var paidAt = draft.At + PaymentTakes(order.Payment?.Method);
        var fulfilledAt = draft.At + dice.Between(TimeSpan.FromHours(5), TimeSpan.FromHours(70));
        if (draft.Pattern is null && dice.Chance(Cancelled))
            return CancelledEarly(draft, order, paidAt, draft.At + dice.Between(TimeSpan.FromMinutes(8), TimeSpan.FromHours(4)));

        var changes = new List<(string, OrderChange)>
        {
            (EventTypes.OrderPaid, new OrderChange(order.Id, paidAt, order.Total)),
            (EventTypes.OrderFulfilled, new OrderChange(order.Id, fulfilledAt, Tracking: "TRK" + dice.Digits("##########"))),
        };
        if (draft.Pattern is { } pattern)
            ChargeBack(pattern, order, changes);
        else if (dice.Chance(Refunded))
            Refund(order, fulfilledAt, changes);
        return changes;
    }

    private TimeSpan PaymentTakes(string? method) => method switch
    {
        "bank" => dice.Between(TimeSpan.FromHours(3), TimeSpan.FromHours(40)),
        "cash-on-delivery" => dice.Between(TimeSpan.FromDays(3), TimeSpan.FromDays(6)),
        _ => dice.Between(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(80)),
    };

    private static List<(string, OrderChange)> CancelledEarly(OrderDraft draft, Order order, DateTimeOffset paidAt, DateTimeOffset at)
    {
        var changes = new List<(string, OrderChange)>();
        if (paidAt < at)
            changes.Add((EventTypes.OrderPaid, new OrderChange(order.Id, paidAt, order.Total)));
        changes.Add((EventTypes.OrderCancelled, new OrderChange(order.Id, at, Reason: draft.Goods > draft.Site.TypicalPrice ? "customer" : "inventory")));
        if (paidAt < at)
            changes.Add((EventTypes.OrderRefunded, new OrderChange(order.Id, at.AddMinutes(1), order.Total, "cancelled")));
        return changes;
    }

    private void Refund(Order order, DateTimeOffset fulfilledAt, List<(string, OrderChange)> changes)
    {
        var amount = dice.Chance(0.6) ? order.Total.Amount : order.Lines[0].Price;
        var at = fulfilledAt + dice.Between(TimeSpan.FromDays(4), TimeSpan.FromDays(14));
        changes.Add((EventTypes.OrderRefunded, new OrderChange(order.Id, at, order.Total with { Amount = amount }, dice.Pick(["damaged", "wrong size", "changed mind"]))));
    }

    private void ChargeBack(FraudPattern pattern, Order order, List<(string, OrderChange)> changes)
    {
        var at = order.PlacedAt + dice.Between(TimeSpan.FromDays(5), TimeSpan.FromDays(15));
        var reason = pattern == FraudPattern.FriendlyChargeback ? dice.Pick(["unrecognized", "product_not_received"]) : dice.Pick(["fraudulent", "fraudulent", "unrecognized"]);
        if (pattern != FraudPattern.CardTesting || !dice.Chance(TestUnnoticed))
            changes.Add((EventTypes.OrderChargedBack, new OrderChange(order.Id, at, order.Total, reason)));
    }
}
