using System.Globalization;
using System.Text.Json;
using MerchantOps.Customers;
using MerchantOps.Events;
using MerchantOps.Orders;
using MerchantOps.Products;

namespace MerchantOps.Webhooks.Stripe;

/// <summary>
/// What an object of Stripe means, told by an event of some type, or bare as an API answers it, which is taken as its latest state.
/// Payments, refunds and disputes have keys of their own, because several events tell of each.
/// </summary>
internal sealed class StripeTranslator(string? type, JsonElement subject, JsonElement previous, DateTimeOffset at, string deliveryKey, ShopEvents events)
{
    public Translation Translate() => subject.Text("object") switch
    {
        "charge" => Translation.Of([Updated(StripeOrders.FromCharge(subject, events)), .. ChargeFacts()]),
        "payment_intent" => Intent(),
        "checkout.session" => Session(),
        "invoice" => Invoice(),
        "refund" => Refund(),
        "dispute" => Dispute(),
        "customer" => Translation.Of(Customer()),
        "product" => Translation.Of(Product()),
        _ => Translation.Unsupported("unsupported-object", "No canonical event fits this object."),
    };

    private CloudEvent Updated(Order order) => events.Of(EventTypes.OrderUpdated, order, at, deliveryKey);

    private CloudEvent Paid(Order order, string amount) => events.Of(
        EventTypes.OrderPaid,
        new OrderChange(order.Id, events.Moment(at), events.Money(subject.Amount(amount, order.Total.Currency), order.Total.Currency) ?? order.Total),
        $"paid-{subject.PaymentId() ?? subject.Text("id")}");

    private IEnumerable<CloudEvent> ChargeFacts()
    {
        var order = StripeOrders.FromCharge(subject, events);
        if (StripeOrders.IsPaid(subject))
            yield return Paid(order, "amount_captured");

        var listed = 0;
        foreach (var refund in subject.Field("refunds").Items("data"))
            if (refund.Text("id") is { } id && IsMade(refund))
            {
                listed++;
                yield return Refunded(refund, order.Id, events.Money(refund.Amount("amount", order.Total.Currency), order.Total.Currency), $"refund-{id}");
            }

        // Newer API versions do not list the refunds: what was not refunded before is this one's amount.
        if (listed == 0 && type is null or "charge.refunded" && subject.Amount("amount_refunded", order.Total.Currency) is { } refunded and > 0)
        {
            var amount = refunded - (previous.Amount("amount_refunded", order.Total.Currency) ?? 0);
            yield return Refunded(
                subject, order.Id, events.Money(amount, order.Total.Currency), string.Create(CultureInfo.InvariantCulture, $"refund-{subject.Text("id")}-{refunded}"));
        }
    }

    private Translation Intent()
    {
        var order = StripeOrders.FromIntent(subject, events);
        if (type == "payment_intent.created")
            return Translation.Of(events.Of(EventTypes.OrderPlaced, order, order.PlacedAt, deliveryKey));

        return order.Status switch
        {
            "paid" => Translation.Of(Updated(order), Paid(order, "amount_received")),
            "cancelled" => Translation.Of(Updated(order), Cancelled(order, subject.Text("cancellation_reason"))),
            _ => Translation.Of(Updated(order)),
        };
    }

    private Translation Session()
    {
        if (subject.Text("status") is "open" or "expired")
            return Translation.Of(events.Raw(EventTypes.CartUpdated, $"cart/{subject.Id()}", at, deliveryKey, subject));

        var order = StripeOrders.FromSession(subject, events);
        return order.Status == "paid" ? Translation.Of(Updated(order), Paid(order, "amount_total")) : Translation.Of(Updated(order));
    }

    /// <summary>An invoice's payment is an order of its own unless the invoice says which payment that is.</summary>
    private Translation Invoice()
    {
        var payment = subject.OrderId() ?? subject.Field("payments").Items("data").Select(p => p.Field("payment").Ref("payment_intent")).FirstOrDefault();
        if (payment is null || subject.Text("status") is "draft")
            return Translation.Unsupported("invoice-without-payment", "The invoice names no payment yet; its payment is told by payment_intent and charge events.");

        var order = StripeOrders.FromInvoice(subject, payment, events);
        return order.Status switch
        {
            "paid" => Translation.Of(Updated(order), events.Of(EventTypes.OrderPaid, new OrderChange(order.Id, events.Moment(at), order.Total), $"paid-{subject.PaymentId() ?? payment}")),
            "cancelled" => Translation.Of(Updated(order), Cancelled(order, subject.Text("status"))),
            _ => Translation.Of(Updated(order)),
        };
    }

    private Translation Refund()
    {
        if (subject.OrderId() is not { } order)
            return Translation.Unsupported("refund-without-order", "The refund names neither a payment nor a charge.");

        var currency = subject.Text("currency");
        return IsMade(subject)
            ? Translation.Of(Refunded(subject, order, events.Money(subject.Amount("amount", currency), currency), $"refund-{subject.Id()}"))
            : Translation.Unsupported("refund-failed", "The refund did not go through.");
    }

    private Translation Dispute()
    {
        if (subject.OrderId() is not { } order)
            return Translation.Unsupported("dispute-without-order", "The dispute names neither a payment nor a charge.");

        var currency = subject.Text("currency");
        var change = new OrderChange(order, events.Moment(subject.UnixTime("created") ?? at), events.Money(subject.Amount("amount", currency), currency), subject.Text("reason"));
        var key = $"dispute-{subject.Id()}";
        return subject.Text("status") switch
        {
            "won" => Translation.Of(events.Of(EventTypes.OrderDisputeWon, change with { At = events.Moment(at) }, key)),
            "warning_needs_response" or "warning_under_review" or "warning_closed" or "prevented" =>
                Translation.Unsupported("inquiry", "An inquiry takes no money back; a chargeback would come as its own dispute."),
            _ => Translation.Of(events.Of(EventTypes.OrderChargedBack, change, key)),
        };
    }

    private CloudEvent Customer()
    {
        if (type == "customer.deleted" || subject.Flag("deleted"))
            return events.Of(EventTypes.CustomerDeleted, new Customer(subject.Id()), at, deliveryKey);

        var country = CountryCode.Of(subject.Field("address").Text("country")) ?? CountryCode.Of(subject.Field("shipping").Field("address").Text("country"));
        var customer = new Customer(
            subject.Id(), subject.Text("email"), subject.Text("phone"), subject.Text("name"), country, subject.UnixTime("created"));
        return events.Of(type == "customer.created" ? EventTypes.CustomerRegistered : EventTypes.CustomerUpdated, customer, at, deliveryKey);
    }

    private CloudEvent Product()
    {
        if (type == "product.deleted" || subject.Flag("deleted"))
            return events.Of(EventTypes.ProductRemoved, new Product(subject.Id()), at, deliveryKey);

        var price = subject.Field("default_price");
        List<string> images = [.. subject.Items("images").Select(i => i.AsText()).OfType<string>()];
        var product = new Product(
            subject.Id(), subject.Text("name"), subject.Text("description"), null, null, subject.Field("active").ValueKind == JsonValueKind.False ? "archived" : "active",
            events.Money(price.Amount("unit_amount", price.Text("currency")), price.Text("currency")), null, images.Count > 0 ? images : null);
        return events.Of(type == "product.created" ? EventTypes.ProductListed : EventTypes.ProductUpdated, product, at, deliveryKey);
    }

    private CloudEvent Cancelled(Order order, string? reason) =>
        events.Of(EventTypes.OrderCancelled, new OrderChange(order.Id, events.Moment(subject.UnixTime("canceled_at") ?? at), null, reason), $"cancelled-{subject.Text("id")}");

    private CloudEvent Refunded(JsonElement refund, string order, Money? amount, string key) =>
        events.Of(EventTypes.OrderRefunded, new OrderChange(order, events.Moment(refund.Text("object") is "refund" ? refund.UnixTime("created") : at), amount, refund.Text("reason")), key);

    private static bool IsMade(JsonElement refund) => refund.Text("status") is null or "succeeded" or "pending";
}
