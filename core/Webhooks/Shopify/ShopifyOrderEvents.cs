using System.Globalization;
using System.Text.Json;
using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Webhooks.Shopify;

/// <summary>
/// What an order body tells: first the order itself, so that a consumer learns it whichever webhook comes first, then every fact it
/// shows (paid, shipped, refunded, cancelled).
/// </summary>
internal static class ShopifyOrderEvents
{
    public static Translation Of(string topic, JsonElement root, ShopEvents events, DateTimeOffset? triggeredAt, string deliveryKey)
    {
        var order = ShopifyOrders.Read(root, events);
        var time = triggeredAt ?? root.Time("updated_at") ?? order.PlacedAt;
        List<CloudEvent> told =
        [
            topic == "orders/create"
                ? events.Of(EventTypes.OrderPlaced, order, order.PlacedAt, deliveryKey)
                : events.Of(EventTypes.OrderUpdated, order, time, deliveryKey),
        ];
        if (topic == "orders/paid" || ShopifyOrders.IsPaid(root))
            told.Add(events.Of(
                EventTypes.OrderPaid, new OrderChange(order.Id, events.Moment(root.Time("processed_at") ?? time), order.Total),
                string.Create(CultureInfo.InvariantCulture, $"paid-{order.Total.Amount}")));

        told.AddRange(Shipments(topic, root, events, order.Id, time));
        foreach (var refund in root.Items("refunds"))
            told.AddRange(ShopifyPayments.Refunds(refund, order.Id, events));
        if (topic == "orders/cancelled" || root.Text("cancelled_at") is not null)
        {
            var at = events.Moment(root.Time("cancelled_at") ?? root.Time("updated_at") ?? time);
            told.Add(events.Of(
                EventTypes.OrderCancelled, new OrderChange(order.Id, at, null, root.Text("cancel_reason")),
                string.Create(CultureInfo.InvariantCulture, $"cancelled-{at.ToUnixTimeSeconds()}")));
        }

        return new Translation(told, []);
    }

    /// <summary>A fulfilment body: shipped when it succeeded, else a notice that the order changed.</summary>
    public static CloudEvent Fulfilment(JsonElement root, string order, ShopEvents events, string deliveryKey)
    {
        var at = root.Time("updated_at") ?? root.Time("created_at");
        if (root.Text("status") is not "success")
            return events.Raw(EventTypes.OrderChanged, $"order/{order}", at, deliveryKey, root);

        var tracking = root.Text("tracking_number") ?? root.Items("tracking_numbers").Select(t => t.AsText()).FirstOrDefault();
        return events.Of(
            EventTypes.OrderFulfilled, new OrderChange(order, events.Moment(root.Time("created_at") ?? at), null, null, tracking), $"fulfilment-{root.Id()}");
    }

    private static IEnumerable<CloudEvent> Shipments(string topic, JsonElement root, ShopEvents events, string order, DateTimeOffset time)
    {
        var told = 0;
        foreach (var fulfilment in root.Items("fulfillments"))
            if (fulfilment.Text("status") is "success" && fulfilment.Text("id") is not null)
            {
                told++;
                yield return Fulfilment(fulfilment, order, events, "");
            }

        if (told == 0 && topic == "orders/fulfilled")
            yield return events.Of(EventTypes.OrderFulfilled, new OrderChange(order, events.Moment(time)), "fulfilled");
    }
}
