using MerchantOps.Events;
using MerchantOps.Orders;
using MerchantOps.Reviews;
using MerchantOps.Streaming;

namespace MerchantOps.Cases;

/// <summary>
/// Tells the orders of a decided case, each by an event of the stream, so that labels and signals move as with any other verdict. The
/// event's id is the case's and the order's, so telling again is harmless. Thread-safe.
/// </summary>
public sealed class CaseVerdicts(CaseStore store, OrderQueries orders, IEventStream stream)
{
    private const int Chunk = 100;

    /// <summary>Tells what may not have been told yet, and closes the case.</summary>
    /// <returns>The case as it stands then.</returns>
    public async Task<CaseRecord> TellAsync(CaseRecord decided, CancellationToken ct)
    {
        if (decided.State != CaseState.Deciding)
            return decided;

        if (CaseRules.VerdictOnOrders(decided) is { } verdict)
            foreach (var ids in decided.Orders.Chunk(Chunk))
                await stream.AppendAsync([.. (await orders.FindManyAsync(decided.Merchant, ids, ct)).Select(order => EventOf(order, decided, verdict)).OfType<StreamEvent>()], ct);
        return await CloseAsync(decided, ct);
    }

    /// <summary>Carries on the verdicts that a killed process left on their way.</summary>
    public async Task ContinueAsync(CancellationToken ct)
    {
        string? after = null;
        do
        {
            var (cases, next) = await store.ListDecidingAsync(Chunk, after, ct);
            foreach (var decided in cases)
                await TellAsync(decided, ct);
            after = next;
        }
        while (after is not null);
    }

    private async Task<CaseRecord> CloseAsync(CaseRecord decided, CancellationToken ct)
    {
        var known = await store.FindAsync(decided.Merchant, decided.Id, ct);
        var closed = known.Case with { State = CaseState.Decided };

        // Stale means that another process told and closed it at the same time.
        await store.SaveAsync(closed, known.ETag, ct);
        await store.ForgetAsync(closed, ct);
        return closed;
    }

    private static StreamEvent? EventOf(OrderRecord order, CaseRecord decided, ReviewVerdict verdict)
    {
        if (order.ReadOrder() is not { } content)
            return null;
        var decision = decided.Decision!;
        var review = new OrderReview(content.Id, verdict, decision.By, decision.At, decision.Note, decided.Id);
        return OrderEvents.Of(order, content.Id, EventTypes.OrderReviewed, $"{decided.Id}|{order.Id}", decision.At, review, EventJson.Default.OrderReview);
    }
}
