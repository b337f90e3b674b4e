using System.Text.Json;
using MerchantOps.Events;
using MerchantOps.Fraud;
using MerchantOps.Orders;
using MerchantOps.Storage;

namespace MerchantOps.Ingestion;

/// <summary>What every event of an order begins and ends with: is it new, and where does the order wait then. Pure over the state.</summary>
internal sealed class OrderIntake(IngestionCounters counters)
{
    /// <summary>The event's order, when the event is new or this very delivery again; null when it was seen elsewhere in the stream: a double.</summary>
    /// <param name="order">The platform's own id.</param>
    public Tracked<OrderRecord>? Take(BatchState state, IncomingEvent incoming, string order)
    {
        var tracked = Record(state, incoming.Event, order);
        if (tracked.Value.SeenAt(incoming.Digest) is not { } seen || seen == incoming.Position)
            return tracked;

        counters.Doubled();
        return null;
    }

    /// <summary>Marks the event as taken in; false when it was before.</summary>
    public static bool Mark(Tracked<OrderRecord> tracked, IncomingEvent incoming)
    {
        if (tracked.Value.SeenAt(incoming.Digest) is not null)
            return false;

        tracked.Value.Mark(incoming.Digest, incoming.Position);
        return tracked.Changed = true;
    }

    /// <summary>Puts the order into the queue where it waits now, and takes it out of the other once a person had a say in it.</summary>
    /// <param name="placedAt">Of the order it was decided on, so that the entry is found again.</param>
    public static void Requeue(BatchState state, OrderRecord record, DateTimeOffset placedAt)
    {
        foreach (var queue in (ReadOnlySpan<Outcome>)[Outcome.Review, Outcome.Decline])
        {
            var key = OrderQueries.QueueKey(record, queue, placedAt);
            if (record.Queue == queue)
                state.Queue[key] = DocumentWrite.Upsert(key, JsonSerializer.SerializeToUtf8Bytes(new QueuedOrder(record.Id), OrderJson.Default.QueuedOrder));
            else if (record.Override is not null || record.Appeals.Count > 0)
                state.Queue[key] = DocumentWrite.Delete(key);
        }
    }

    private static Tracked<OrderRecord> Record(BatchState state, CloudEvent e, string order) =>
        state.Order(OrderRecord.KeyOf(e.Merchant, e.Shop, order), () => new OrderRecord
        {
            Id = $"{e.Shop}:{DocumentKey.Escape(order)}",
            Merchant = e.Merchant,
            Shop = e.Shop,
            Platform = PlatformOf(e.Source),
        });

    private static string PlatformOf(string source)
    {
        var end = source.IndexOf('/', 1);
        return source.Length > 1 && source[0] == '/' && end > 1 ? source[1..end] : "unknown";
    }
}
