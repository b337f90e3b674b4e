using MerchantOps.Customers;
using MerchantOps.Events;
using MerchantOps.Fraud;
using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;
using MerchantOps.Products;
using MerchantOps.Reviews;
using MerchantOps.Storage;

namespace MerchantOps.Ingestion;

/// <summary>
/// What each event does to the loaded documents. Pure calculation over a <see cref="BatchState"/>: the same events over the same
/// state give the same state, which is what makes a redelivered batch harmless.
/// </summary>
internal sealed class EventApplier(OrderAssessor assessor, PersonalHash hash, IngestionCounters counters)
{
    /// <summary>Documents to load before the event can be applied.</summary>
    public void AddKeys(IncomingEvent incoming, HashSet<DocumentKey> keys)
    {
        var (e, shop) = (incoming.Event, incoming.Event.Shop);
        switch (incoming.Payload)
        {
            case Order order:
                keys.Add(OrderRecord.KeyOf(e.Merchant, shop, order.Id));
                foreach (var entity in incoming.EntitiesOf(order, hash).All)
                    keys.Add(entity.Key);
                break;
            case OrderChange change:
                keys.Add(OrderRecord.KeyOf(e.Merchant, shop, change.Order));
                break;
            case Customer customer:
                keys.Add(OrderEntities.CustomerKey(e.Merchant, shop, customer.Id));
                break;
            case Product product:
                keys.Add(ProductRecord.KeyOf(e.Merchant, shop, product.Id));
                break;
        }
    }

    /// <param name="source">Whose positions guard the accumulating documents.</param>
    public void Apply(BatchState state, IncomingEvent incoming, string source)
    {
        switch (incoming.Payload)
        {
            case Order order:
                Apply(state, incoming, source, order);
                break;
            case OrderChange change:
                Apply(state, incoming, source, change);
                break;
            case Customer customer:
                Apply(state, incoming, source, customer);
                break;
            case Product product:
                Apply(state, incoming.Event, product);
                break;
        }
    }

    private void Apply(BatchState state, IncomingEvent incoming, string source, Order order)
    {
        var e = incoming.Event;
        var tracked = Record(state, e, order.Id);
        var record = tracked.Value;
        if (!Take(tracked, incoming))
            return;

        if (record.SeenAt(incoming.Digest) is null)
        {
            record.Mark(incoming.Digest, incoming.Position);
            record.Update(order, new RawJson(e.Data), e.Time);
            tracked.Changed = true;
        }

        Decide(state, tracked, incoming, source, order);
    }

    private void Decide(BatchState state, Tracked<OrderRecord> tracked, IncomingEvent incoming, string source, Order order)
    {
        var record = tracked.Value;
        if (record.SignalsAt is not null && record.SignalsAt != incoming.Position)
            return;

        // An order decided at the door moves what it was decided on; the platform's own event may tell less of it.
        var decided = record.Decision is null ? order : record.ReadDecidedOrder() ?? order;
        var entities = ReferenceEquals(decided, order) ? incoming.EntitiesOf(order, hash) : OrderEntities.Of(record.Merchant, record.Shop, decided, hash);
        var updates = new EntityUpdate[entities.All.Count];
        var known = new EntitySignals?[updates.Length];
        for (var i = 0; i < updates.Length; i++)
            known[i] = (updates[i] = state.Entity(entities.All[i])).Signals;
        if (record.Decision is null)
        {
            record.Decision = assessor.Assess(order, entities, known);
            counters.Decided(record.Decision.Outcome);
        }

        var first = record.SignalsAt is null;
        if (first)
        {
            (record.SignalsAt, record.SignalsWithFraud) = (incoming.Position, record.Label?.Fraud == true);
            tracked.Changed = true;
        }

        if (record.Decision.Outcome != Outcome.Approve)
            Enqueue(state, record, order.PlacedAt);
        if (order.Test)
            return;

        var change = EntityChange.Order(source, incoming.Record.Sequence, entities.Seen, Linkage.Of(known, entities.Seen), record.SignalsWithFraud);
        foreach (var update in updates)
            Move(update, update.Kind == EntityKind.Person && record.Decision.Outcome != Outcome.Approve ? change with { Seen = entities.Seen.Untrusted } : change, first);
    }

    // Orders are saved before entities, so an order never seen meets entities that are behind it. If they are ahead, the stream
    // was made anew without raising its generation: count the order all the same, and raise the alarm.
    private void Move(EntityUpdate entity, EntityChange change, bool first)
    {
        var wentBack = first && !entity.Document.IsAhead(change.Source, change.Sequence);
        if (wentBack)
            counters.PositionWentBack(change.Source, change.Sequence);
        entity.Apply(change with { Force = wentBack });
    }

    private void Apply(BatchState state, IncomingEvent incoming, string source, OrderChange change)
    {
        var e = incoming.Event;
        var tracked = Record(state, e, change.Order);
        var record = tracked.Value;
        if (!Take(tracked, incoming))
            return;

        var first = record.SeenAt(incoming.Digest) is null;
        if (first)
        {
            record.Mark(incoming.Digest, incoming.Position);
            record.Change(e.Type, change);
            tracked.Changed = true;
        }

        if (e.Type is EventTypes.OrderChargedBack or EventTypes.OrderDisputeWon)
            Label(state, record, incoming, source, first);
    }

    private void Label(BatchState state, OrderRecord record, IncomingEvent incoming, string source, bool first)
    {
        var fraud = incoming.Event.Type == EventTypes.OrderChargedBack;
        if (first)
            record.State(new LabelStatement(fraud, incoming.Event.Time, fraud ? LabelSources.Chargeback : LabelSources.DisputeWon), incoming.Position);

        if (record.LabelMoveAt(incoming.Position) is not (not 0 and var by) || record.ReadDecidedOrder() is not { Test: false } order)
            return;

        var entities = OrderEntities.Of(record.Merchant, record.Shop, order, hash);
        var change = EntityChange.Label(source, incoming.Record.Sequence, entities.Seen, by);
        foreach (var entity in entities.All)
            state.Entity(entity).Apply(change);
    }

    private static void Apply(BatchState state, IncomingEvent incoming, string source, Customer customer)
    {
        var e = incoming.Event;
        var entity = new OrderEntity(EntityKind.Person, OrderEntities.CustomerKey(e.Merchant, e.Shop, customer.Id));
        state.Entity(entity).Apply(EntityChange.News(source, incoming.Record.Sequence, e.Type == EventTypes.CustomerDeleted ? null : customer, e.Time));
    }

    private static void Apply(BatchState state, CloudEvent e, Product product)
    {
        var key = ProductRecord.KeyOf(e.Merchant, e.Shop, product.Id);
        var tracked = state.Product(key);
        if (tracked is not null && e.Time <= tracked.Value.At)
            return;

        var record = new ProductRecord(e.Merchant, e.Shop, product, e.Time, e.Type == EventTypes.ProductRemoved);
        tracked ??= state.Products[key] = new Tracked<ProductRecord>(record, null);
        (tracked.Value, tracked.Changed) = (record, true);
    }

    /// <summary>Whether the event is new or this very delivery again; an event seen elsewhere in the stream is a double.</summary>
    private bool Take(Tracked<OrderRecord> tracked, IncomingEvent incoming)
    {
        if (tracked.Value.SeenAt(incoming.Digest) is not { } seen || seen == incoming.Position)
            return true;

        counters.Doubled();
        return false;
    }

    private static Tracked<OrderRecord> Record(BatchState state, CloudEvent e, string order) =>
        state.Order(OrderRecord.KeyOf(e.Merchant, e.Shop, order), () => new OrderRecord
        {
            Id = $"{e.Shop}:{DocumentKey.Escape(order)}",
            Merchant = e.Merchant,
            Shop = e.Shop,
            Platform = PlatformOf(e.Source),
        });

    private static void Enqueue(BatchState state, OrderRecord record, DateTimeOffset placedAt)
    {
        var key = OrderQueries.QueueKey(record, record.Decision!.Outcome, placedAt);
        var entry = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new QueuedOrder(record.Id), OrderJson.Default.QueuedOrder);
        state.Queue[key] = DocumentWrite.Upsert(key, entry);
    }

    private static string PlatformOf(string source)
    {
        var end = source.IndexOf('/', 1);
        return source.Length > 1 && source[0] == '/' && end > 1 ? source[1..end] : "unknown";
    }
}
