using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Webhooks.WooCommerce;

/// <summary>
/// What an order body tells: WooCommerce has no webhooks for payment, completion, cancellation or refund, so these facts are read off
/// the order. Each has a key of its own, so it is one event however many updates show it; only a cancellation, which has no time of its
/// own, is told again when the cancelled order is modified.
/// </summary>
internal static partial class WooCommerceOrderEvents
{
    public static Translation Of(bool created, JsonElement root, ShopEvents events, string deliveryKey)
    {
        if (root.Text("status") is "checkout-draft" or "auto-draft" or "draft")
            return Translation.Of(events.Raw(EventTypes.CartUpdated, $"cart/{root.Id()}", root.GmtTime("date_modified"), deliveryKey, root));

        var order = WooCommerceOrders.Read(root, events);
        var modified = events.Moment(root.GmtTime("date_modified") ?? root.GmtTime("date_created"));
        List<CloudEvent> told =
        [
            created
                ? events.Of(EventTypes.OrderPlaced, order, order.PlacedAt, deliveryKey)
                : events.Of(EventTypes.OrderUpdated, order, modified, deliveryKey),
        ];
        if (root.GmtTime("date_paid") is { } paid)
            told.Add(events.Of(EventTypes.OrderPaid, new OrderChange(order.Id, events.Moment(paid), order.Total), Key("paid", paid)));
        if (root.GmtTime("date_completed") is { } completed)
            told.Add(events.Of(EventTypes.OrderFulfilled, new OrderChange(order.Id, events.Moment(completed)), Key("completed", completed)));
        told.AddRange(Refunds(root, order, modified, events));
        if (order.Status == "cancelled")
            told.Add(events.Of(EventTypes.OrderCancelled, new OrderChange(order.Id, modified, null, root.Text("status")), Key("cancelled", modified)));
        return Translation.Of(told);
    }

    /// <summary>A refund's own body, which names its order only by its links.</summary>
    public static CloudEvent Refund(JsonElement root, ShopEvents events)
    {
        var link = root.Field("_links").Items("up").Select(up => up.Text("href")).FirstOrDefault();
        var order = root.Text("parent_id") is { } parent and not "0" ? parent
            : link is not null && OrderInLink().Match(link) is { Success: true } match ? match.Groups[1].Value
            : throw new InvalidInputException("missing-order", "The refund names no order, neither by parent_id nor by its links.");
        var amount = root.Decimal("amount") ?? root.Decimal("total");
        return Refunded(root.Id(), order, amount, null, root.Text("reason"), events.Moment(root.GmtTime("date_created")), events);
    }

    private static IEnumerable<CloudEvent> Refunds(JsonElement root, Order order, DateTimeOffset modified, ShopEvents events)
    {
        var told = 0;
        foreach (var refund in root.Items("refunds"))
            if (refund.Text("id") is { } id)
            {
                told++;
                yield return Refunded(id, order.Id, refund.Decimal("total") ?? refund.Decimal("amount"), order.Total.Currency, refund.Text("reason"), modified, events);
            }

        if (told == 0 && order.Status == "refunded")
            yield return events.Of(EventTypes.OrderRefunded, new OrderChange(order.Id, modified, order.Total), "refunded");
    }

    private static CloudEvent Refunded(string id, string order, decimal? amount, string? currency, string? reason, DateTimeOffset at, ShopEvents events) =>
        events.Of(EventTypes.OrderRefunded, new OrderChange(order, at, events.Money(amount is { } a ? Math.Abs(a) : null, currency), reason), $"refund-{id}");

    private static string Key(string fact, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{fact}-{at.ToUnixTimeSeconds()}");

    [GeneratedRegex(@"/orders/(\d{1,20})(?:[/?]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex OrderInLink();
}
