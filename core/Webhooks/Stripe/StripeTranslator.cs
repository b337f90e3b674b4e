using System.Text.Json;
using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Webhooks.Stripe;

/// <summary>
/// What an object of Stripe means, told by an event of some type, or bare as an API answers it, which is taken as its latest state.
/// Payments, refunds and disputes have keys of their own, because several events tell of each.
/// </summary>
internal sealed class StripeTranslator(string? type, JsonElement subject, JsonElement previous, DateTimeOffset at, string deliveryKey, ShopEvents events)
{
    public Translation Translate() => subject.Text("object") switch
    {
        "charge" => Charge(),
        "payment_intent" => Intent(),
        "checkout.session" => Session(),
        "invoice" => Invoice(),
        "refund" => StripeReversals.Refund(subject, events),
        "dispute" => StripeReversals.Dispute(subject, at, events),
        "customer" => Translation.Of(StripeCatalog.Customer(type, subject, at, deliveryKey, events)),
        "product" => Translation.Of(StripeCatalog.Product(type, subject, at, deliveryKey, events)),
        _ => Translation.Unsupported("unsupported-object", "No canonical event fits this object."),
    };

    private Translation Charge()
    {
        var order = StripeOrders.FromCharge(subject, events);
        List<CloudEvent> told = [Updated(order)];
        if (StripeOrders.IsPaid(subject))
            told.Add(Paid(order, subject.Amount("amount_captured", order.Total.Currency)));
        told.AddRange(StripeReversals.OfCharge(subject, previous, type is null or "charge.refunded", order.Id, at, events));
        return Translation.Of(told);
    }

    private Translation Intent()
    {
        var order = StripeOrders.FromIntent(subject, events);
        if (type == "payment_intent.created")
            return Translation.Of(events.Of(EventTypes.OrderPlaced, order, order.PlacedAt, deliveryKey));

        return order.Status switch
        {
            "paid" => Translation.Of(Updated(order), Paid(order, subject.Amount("amount_received", order.Total.Currency))),
            "cancelled" => Translation.Of(Updated(order), Cancelled(order, subject.Text("cancellation_reason"))),
            _ => Translation.Of(Updated(order)),
        };
    }

    private Translation Session()
    {
        if (subject.Text("status") is "open" or "expired")
            return Translation.Of(events.Raw(EventTypes.CartUpdated, $"cart/{subject.Id()}", at, deliveryKey, subject));
        if (subject.Text("mode") is "setup" || (subject.PaymentId() is null && subject.Text("payment_status") is not "no_payment_required"))
            return Translation.Unsupported(
                "session-without-payment", "The session names no payment; a subscription's payments are told by payment_intent and charge events.");

        var order = StripeOrders.FromSession(subject, events);
        return order.Status == "paid" ? Translation.Of(Updated(order), Paid(order, order.Total.Amount)) : Translation.Of(Updated(order));
    }

    /// <summary>Only an invoice that names its payment is taken: else it and the payment's own events would make two orders of one sale.</summary>
    private Translation Invoice()
    {
        var payment = subject.PaymentId() ?? subject.Field("payments").Items("data").Select(p => p.Field("payment").Ref("payment_intent")).FirstOrDefault();
        if (payment is null || subject.Text("status") is "draft")
            return Translation.Unsupported(
                "invoice-without-payment", "The invoice names no payment yet; its payment is told by payment_intent and charge events.");

        var order = StripeOrders.FromInvoice(subject, payment, events);
        return order.Status switch
        {
            "paid" => Translation.Of(Updated(order), Paid(order, subject.Amount("amount_paid", order.Total.Currency))),
            "cancelled" => Translation.Of(Updated(order), Cancelled(order, subject.Text("status"))),
            _ => Translation.Of(Updated(order)),
        };
    }

    private CloudEvent Updated(Order order) => events.Of(EventTypes.OrderUpdated, order, at, deliveryKey);

    private CloudEvent Paid(Order order, decimal? amount) => events.Of(
        EventTypes.OrderPaid, new OrderChange(order.Id, at, events.Money(amount, order.Total.Currency) ?? order.Total), "paid");

    private CloudEvent Cancelled(Order order, string? reason) => events.Of(
        EventTypes.OrderCancelled, new OrderChange(order.Id, events.Moment(subject.UnixTime("canceled_at") ?? at), null, reason), "cancelled");
}
