using System.Text.Json;
using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Webhooks.Shopify;

/// <summary>Shopify's transactions, refunds and disputes.</summary>
internal static class ShopifyPayments
{
    public static Translation Refund(JsonElement root, ShopEvents events)
    {
        List<CloudEvent> told = [.. Refunds(root, root.Id("order_id"), events)];
        return told.Count > 0 ? Translation.Of(told) : Translation.Unsupported("refund-failed", "None of the refund's transactions went through.");
    }

    /// <summary>
    /// One event for each payment that went back: a refund's transactions are told by <c>refunds/create</c>, by
    /// <c>order_transactions/create</c> and by the order, so the transaction's id is the key. A refund that moved no money (goods restocked) is told once.
    /// </summary>
    public static IEnumerable<CloudEvent> Refunds(JsonElement refund, string order, ShopEvents events)
    {
        var at = refund.Time("processed_at") ?? refund.Time("created_at");
        var moved = false;
        foreach (var transaction in refund.Items("transactions"))
        {
            moved = true;
            if (IsRefund(transaction) && transaction.Text("id") is { } id)
                yield return Refunded(transaction, id, order, at, refund.Text("note"), events);
        }

        if (!moved && refund.Text("id") is { } refundId)
            yield return events.Of(EventTypes.OrderRefunded, new OrderChange(order, events.Moment(at), null, refund.Text("note")), $"refund-{refundId}");
    }

    public static CloudEvent Transaction(JsonElement root, ShopEvents events, string deliveryKey)
    {
        var order = root.Id("order_id");
        var at = root.Time("processed_at") ?? root.Time("created_at");
        if (IsRefund(root))
            return Refunded(root, root.Id(), order, at, null, events);

        // An authorisation, a void or a failure moves no money: the order changed, and that is all there is to say.
        if (root.Text("kind") is not ("sale" or "capture") || root.Text("status") is not "success")
            return events.Raw(EventTypes.OrderChanged, $"order/{order}", at, deliveryKey, root);

        var amount = events.Money(root.Decimal("amount"), root.Text("currency"));
        return events.Of(EventTypes.OrderPaid, new OrderChange(order, events.Moment(at), amount), $"transaction-{root.Id()}");
    }

    public static Translation Dispute(JsonElement root, ShopEvents events)
    {
        var id = root.Id();
        if (root.Text("order_id") is null)
            return Translation.Unsupported("dispute-without-order", "The dispute names no order.");
        if (root.Text("type") is "inquiry")
            return Translation.Unsupported("inquiry", "An inquiry takes no money back; a chargeback would come as its own dispute.");

        var change = new OrderChange(
            root.Id("order_id"), events.Moment(root.Time("initiated_at")), events.Money(root.Decimal("amount"), root.Text("currency")), root.Text("reason"));
        return root.Text("status") switch
        {
            "won" => Translation.Of(events.Of(EventTypes.OrderDisputeWon, change with { At = events.Moment(root.Time("finalized_on")) }, $"dispute-{id}")),
            "charge_refunded" => Translation.Unsupported("dispute-refunded", "The merchant refunded before the bank took the money back; the refund comes on its own."),
            _ => Translation.Of(events.Of(EventTypes.OrderChargedBack, change, $"dispute-{id}")),
        };
    }

    private static bool IsRefund(JsonElement transaction) =>
        transaction.Text("kind") is "refund" && transaction.Text("status") is null or "success" or "pending";

    private static CloudEvent Refunded(JsonElement transaction, string id, string order, DateTimeOffset? at, string? note, ShopEvents events) =>
        events.Of(
            EventTypes.OrderRefunded,
            new OrderChange(order, events.Moment(at ?? transaction.Time("created_at")), events.Money(transaction.Decimal("amount"), transaction.Text("currency")), note),
            $"transaction-{id}");
}
