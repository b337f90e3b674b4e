using System.Collections;
using MerchantOps.Events;

namespace MerchantOps.Replay;

/// <summary>
/// Events ascending by time. What is due at the very second of an order comes before that order. The counts are those of the latest
/// enumeration, so far. Not thread-safe.
/// </summary>
public sealed class ReplayedEvents : IEnumerable<CloudEvent>
{
    private readonly Func<IEnumerable<ReplayedOrder>> orders;

    internal ReplayedEvents(Func<IEnumerable<ReplayedOrder>> orders) => this.orders = orders;

    /// <summary>How many <c>order.placed</c> there were.</summary>
    public long Orders { get; private set; }

    /// <summary>How many <c>order.chargedback</c> there were.</summary>
    public long Chargebacks { get; private set; }

    public IEnumerator<CloudEvent> GetEnumerator()
    {
        (Orders, Chargebacks) = (0, 0);
        // Holds only what is due within the label delay or an order's life, not the whole file.
        var later = new PriorityQueue<CloudEvent, (DateTimeOffset At, long Order)>();
        var enqueued = 0L;
        foreach (var order in orders())
        {
            while (later.TryPeek(out _, out var due) && due.At <= order.Placed.Time)
                yield return Counted(later.Dequeue());
            yield return Counted(order.Placed);
            foreach (var change in order.Later)
                later.Enqueue(change, (change.Time, enqueued++));
        }

        while (later.TryDequeue(out var change, out _))
            yield return Counted(change);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private CloudEvent Counted(CloudEvent e)
    {
        if (e.Type == EventTypes.OrderPlaced)
            Orders++;
        else if (e.Type == EventTypes.OrderChargedBack)
            Chargebacks++;
        return e;
    }
}

/// <param name="Later">What happens to the order afterwards, in any order.</param>
internal readonly record struct ReplayedOrder(CloudEvent Placed, IReadOnlyList<CloudEvent> Later);
