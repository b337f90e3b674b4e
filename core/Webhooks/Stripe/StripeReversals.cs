using System.Globalization;
using System.Text.Json;
using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Webhooks.Stripe;

/// <summary>Money that goes back: Stripe's refunds and disputes.</summary>
internal static class StripeReversals
{
    public static Translation Refund(JsonElement refund, ShopEvents events)
    {
        if (refund.PaymentId() is not { } order)
            return Translation.Unsupported("refund-without-order", "The refund names neither a payment nor a charge.");
        return IsMade(refund)
            ? Translation.Of(Refunded(refund, order, refund.Text("currency"), events))
            : Translation.Unsupported("refund-failed", "The refund did not go through.");
    }

    /// <param name="at">When the event was told, for outcomes that carry no time of their own.</param>
    public static Translation Dispute(JsonElement dispute, DateTimeOffset at, ShopEvents events)
    {
        if (dispute.PaymentId() is not { } order)
            return Translation.Unsupported("dispute-without-order", "The dispute names neither a payment nor a charge.");

        var currency = dispute.Text("currency");
        var change = new OrderChange(
            order, events.Moment(dispute.UnixTime("created") ?? at), events.Money(dispute.Amount("amount", currency), currency), dispute.Text("reason"));
        var key = $"dispute-{dispute.Id()}";
        return dispute.Text("status") switch
        {
            "won" => Translation.Of(events.Of(EventTypes.OrderDisputeWon, change with { At = at }, key)),
            "warning_needs_response" or "warning_under_review" or "warning_closed" or "prevented" =>
                Translation.Unsupported("inquiry", "An inquiry takes no money back; a chargeback would come as its own dispute."),
            _ => Translation.Of(events.Of(EventTypes.OrderChargedBack, change, key)),
        };
    }

    /// <summary>
    /// The refunds that a charge shows. Newer API versions do not list them: then what was not refunded <paramref name="previous"/>ly is this
    /// event's amount, told only by <c>charge.refunded</c> (<paramref name="isRefund"/>), because other events would tell it again.
    /// </summary>
    public static IEnumerable<CloudEvent> OfCharge(JsonElement charge, JsonElement previous, bool isRefund, string order, DateTimeOffset at, ShopEvents events)
    {
        var currency = charge.Text("currency");
        var listed = false;
        foreach (var refund in charge.Field("refunds").Items("data"))
        {
            listed = true;
            if (refund.Text("id") is not null && IsMade(refund))
                yield return Refunded(refund, order, currency, events);
        }

        if (!listed && isRefund && charge.Amount("amount_refunded", currency) is { } refunded and > 0)
        {
            var amount = events.Money(refunded - (previous.Amount("amount_refunded", currency) ?? 0), currency);
            yield return events.Of(
                EventTypes.OrderRefunded, new OrderChange(order, at, amount), string.Create(CultureInfo.InvariantCulture, $"refund-{charge.Text("id")}-{refunded}"));
        }
    }

    private static CloudEvent Refunded(JsonElement refund, string order, string? currency, ShopEvents events) => events.Of(
        EventTypes.OrderRefunded,
        new OrderChange(order, events.Moment(refund.UnixTime("created")), events.Money(refund.Amount("amount", currency), currency), refund.Text("reason")),
        $"refund-{refund.Id()}");

    private static bool IsMade(JsonElement refund) => refund.Text("status") is null or "succeeded" or "pending";
}
