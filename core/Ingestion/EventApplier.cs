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
internal sealed class EventApplier(OrderAssessor assessor, OrderIntake intake, AftermathApplier aftermath, PersonalHash hash, IngestionCounters counters, TimeProvider time)
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
            case IOrderAct act:
                keys.Add(OrderRecord.KeyOf(e.Merchant, shop, act.Order));
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
                aftermath.Apply(state, incoming, source, change);
                break;
            case OrderReview review:
                aftermath.Apply(state, incoming, source, review);
                break;
            case OrderAppeal appeal:
                aftermath.Apply(state, incoming, appeal);
                break;
            case EntitySuppression suppression:
                aftermath.Apply(state, incoming, source, suppression);
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
        if (intake.Take(state, incoming, order.Id) is not { } tracked)
            return;

        if (OrderIntake.Mark(tracked, incoming))
            tracked.Value.Update(order, new RawJson(incoming.Event.Data), incoming.Event.Time);
        Decide(state, tracked, incoming, source, order);
    }

    private void Decide(BatchState state, Tracked<OrderRecord> tracked, IncomingEvent incoming, string source, Order order)
    {
        var record = tracked.Value;
        if (record.SignalsAt is not null && record.SignalsAt != incoming.Position)
            return;

        // An order decided at the door moves what it was decided on; the platform's own event may tell less of it.
        var decided = record.Decision is null || record.IsDecidedOn(incoming.Event.Data.Span) ? order : record.ReadDecidedOrder() ?? order;
        var entities = ReferenceEquals(decided, order) ? incoming.EntitiesOf(order, hash) : OrderEntities.Of(record.Merchant, record.Shop, decided, hash);
        var updates = new EntityUpdate[entities.All.Count];
        var known = new EntitySignals?[updates.Length];
        for (var i = 0; i < updates.Length; i++)
            known[i] = (updates[i] = state.Entity(entities.All[i])).Signals;
        if (record.Decision is null)
        {
            record.Decision = assessor.Assess(new OrderToAssess(
                record.Merchant, record.Shop, order, entities, known, state.PolicyOf(record.Merchant), Suppression.Strictest(Array.ConvertAll(updates, static u => u.Document), time.GetUtcNow())));
            counters.Decided(record.Decision.Outcome);
        }

        var first = record.SignalsAt is null;
        if (first)
        {
            (record.SignalsAt, record.SignalsWithFraud) = (incoming.Position, record.Label?.Fraud == true);
            tracked.Changed = true;
        }

        OrderIntake.Requeue(state, record, decided.PlacedAt);
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
}
