using MerchantOps.Events;
using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;
using MerchantOps.Reviews;

namespace MerchantOps.Ingestion;

/// <summary>
/// What happens to an order after it was placed: the platform's changes, and what people say of it. Pure over the state; an event
/// delivered again finds the record as it left it, and adds what a kill kept from the queues and entities.
/// </summary>
internal sealed class AftermathApplier(OrderIntake intake, PersonalHash hash)
{
    public void Apply(BatchState state, IncomingEvent incoming, string source, OrderChange change)
    {
        if (intake.Take(state, incoming, change.Order) is not { } tracked)
            return;

        if (OrderIntake.Mark(tracked, incoming))
        {
            tracked.Value.Change(incoming.Event.Type, change);
            if (StatementOf(incoming.Event, change) is { } statement)
                tracked.Value.State(statement, incoming.Position);
        }

        MoveSignals(state, tracked.Value, incoming, source);
    }

    public void Apply(BatchState state, IncomingEvent incoming, string source, OrderReview review)
    {
        if (intake.Take(state, incoming, review.Order) is not { } tracked)
            return;

        if (OrderIntake.Mark(tracked, incoming))
            ReviewRules.Apply(tracked.Value, review, incoming.Position);
        Requeue(state, tracked.Value);
        MoveSignals(state, tracked.Value, incoming, source);
    }

    public void Apply(BatchState state, IncomingEvent incoming, OrderAppeal appeal)
    {
        if (intake.Take(state, incoming, appeal.Order) is not { } tracked)
            return;

        if (OrderIntake.Mark(tracked, incoming))
            AppealRules.Apply(tracked.Value, appeal);
        Requeue(state, tracked.Value);
    }

    public void Apply(BatchState state, IncomingEvent incoming, string source, EntitySuppression suppression)
    {
        if (intake.Take(state, incoming, suppression.Order) is not { } tracked || tracked.Value.ReadDecidedOrder() is not { } order)
            return;

        OrderIntake.Mark(tracked, incoming);
        var entities = OrderEntities.Of(tracked.Value.Merchant, tracked.Value.Shop, order, hash);
        if (entities.IndexOf(suppression.Kind) is >= 0 and var index)
            state.Entity(entities.All[index])
                .Apply(EntityChange.Suppress(source, incoming.Record.Sequence, new Suppression(suppression.Mode, suppression.Until, suppression.At, suppression.By)));
    }

    private static LabelStatement? StatementOf(CloudEvent e, OrderChange change) => e.Type switch
    {
        EventTypes.OrderChargedBack => new LabelStatement(true, e.Time, LabelSources.Chargeback),
        EventTypes.OrderDisputeWon => new LabelStatement(false, e.Time, LabelSources.DisputeWon),
        EventTypes.OrderRefunded when FraudReasons.IsFraud(change.Reason) => new LabelStatement(true, e.Time, LabelSources.Refund),
        _ => null,
    };

    /// <summary>Moves the order's entities by the step that the record names for this event; one without a step moves none.</summary>
    private void MoveSignals(BatchState state, OrderRecord record, IncomingEvent incoming, string source)
    {
        var (by, trusted) = (record.LabelMoveAt(incoming.Position), record.TrustedAt == incoming.Position);
        if ((by == 0 && !trusted) || record.ReadDecidedOrder() is not { Test: false } order)
            return;

        var entities = OrderEntities.Of(record.Merchant, record.Shop, order, hash);
        var change = EntityChange.Label(source, incoming.Record.Sequence, entities.Seen, by);
        foreach (var entity in entities.All)
            state.Entity(entity).Apply(trusted && entity.Kind == EntityKind.Person ? change with { Trusted = entities.Seen } : change);
    }

    private static void Requeue(BatchState state, OrderRecord record)
    {
        if (record.ReadDecidedOrder() is { } order)
            OrderIntake.Requeue(state, record, order.PlacedAt);
    }
}
