using MerchantOps.Events;
using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;

namespace MerchantOps.Evaluation.Fraud;

/// <summary>
/// Replays events through the engine's own signals in time order: each order's features are what was known before it, then it moves the
/// signals; a label moves them when it arrives. Entities of an order are remembered until its label can no longer come.
/// </summary>
internal sealed class SignalReplay(FraudInput input, FraudOptions options)
{
    private readonly PersonalHash hash = new(new byte[32]);
    private readonly SignalBook book = new();
    private readonly Dictionary<string, (ReplayedRow Row, OrderEntities Entities)> open = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, DateTimeOffset At)> ages = new();

    /// <summary>Orders that came twice and were not decided again.</summary>
    public int Doubled { get; private set; }

    /// <summary>Called for each order before it moves the signals; the answer says whether it was let pass.</summary>
    public Func<ReplayedRow, CloudEvent, Order, OrderEntities, EntitySignals?[], bool> Decide { get; init; } = static (_, _, _, _, _) => true;

    /// <summary>Whether the label of an order arrives.</summary>
    public Func<ReplayedRow, bool> Labels { get; init; } = static _ => true;

    public List<ReplayedRow> Run(CancellationToken ct)
    {
        var rows = new List<ReplayedRow>();
        foreach (var e in input.Events())
        {
            ct.ThrowIfCancellationRequested();
            if (e.Type == EventTypes.OrderPlaced)
                Place(e, rows);
            else if (e.Type == EventTypes.OrderChargedBack)
                Label(e.ReadData(EventJson.Default.OrderChange).Order);
        }

        return rows;
    }

    private void Place(CloudEvent e, List<ReplayedRow> rows)
    {
        var order = e.ReadData(EventJson.Default.Order);
        Forget(order.PlacedAt - options.LabelDelay - TimeSpan.FromDays(1));
        var entities = OrderEntities.Of(e.Merchant, e.Shop, order, hash);
        var known = book.Of(entities);
        var row = new ReplayedRow(order.Id, order.PlacedAt, input.PartOf(order.Id, order.PlacedAt), order.Buyer?.Id ?? order.Id, OrderFeatures.Of(order, entities, known).Values);
        if (!open.TryAdd(order.Id, (row, entities)))
        {
            Doubled++;
            return;
        }

        ages.Enqueue((order.Id, order.PlacedAt));
        book.Add(entities, Decide(row, e, order, entities, known));
        rows.Add(row);
    }

    private void Label(string order)
    {
        if (!open.TryGetValue(order, out var placed))
            return;
        placed.Row.Fraud = true;
        if (Labels(placed.Row))
            book.Label(placed.Entities, 1);
    }

    private void Forget(DateTimeOffset before)
    {
        while (ages.TryPeek(out var oldest) && oldest.At < before)
            open.Remove(ages.Dequeue().Id);
    }
}
