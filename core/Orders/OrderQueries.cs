using System.Globalization;
using System.Text.Json;
using MerchantOps.Errors;
using MerchantOps.Fraud;
using MerchantOps.Storage;

namespace MerchantOps.Orders;

/// <summary>Reads orders and their decisions. Thread-safe.</summary>
public sealed class OrderQueries(IDocumentStore store, OrderViews views)
{
    /// <summary>Where the queue of a merchant's stopped orders is.</summary>
    public static string QueuePartition(string merchant, Outcome outcome) => $"{merchant}|{(outcome == Outcome.Review ? "review" : "decline")}";

    /// <summary>Its key: newest first in ordinal order.</summary>
    public static DocumentKey QueueKey(OrderRecord record, Outcome outcome, DateTimeOffset placedAt)
    {
        var newestFirst = 9_999_999_999_999L - placedAt.ToUnixTimeMilliseconds();
        return new DocumentKey(OrderRecord.Container, QueuePartition(record.Merchant, outcome), string.Create(CultureInfo.InvariantCulture, $"{newestFirst:D13}|{record.Id}"));
    }

    /// <summary>The order with this id (<c>shop:order</c>), or with the platform's own id in any of <paramref name="shops"/>; null when there is none.</summary>
    /// <exception cref="ConflictException">Several shops have an order with this id.</exception>
    public async Task<OrderRecord?> FindAsync(string merchant, string order, IReadOnlyList<string> shops, CancellationToken ct)
    {
        // A platform's own id may have a colon too, and characters that no key has.
        if (order.IndexOf(':', StringComparison.Ordinal) > 0 && DocumentKey.IsValid(order))
        {
            var exact = await store.FindAsync(new DocumentKey(OrderRecord.Container, merchant, order), ct);
            if (exact is not null)
                return Read(exact);
        }

        if (shops.Count == 0 || order.Length is 0 or > 120)
            return null;

        var keys = new DocumentKey[shops.Count];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = OrderRecord.KeyOf(merchant, shops[i], order);
        OrderRecord? found = null;
        foreach (var document in await store.FindManyAsync(keys, ct))
        {
            if (document is null)
                continue;
            if (found is not null)
                throw new ConflictException("ambiguous-order", $"Several shops have an order {order}; ask for shop:order, such as {found.Id}.");
            found = Read(document);
        }

        return found;
    }

    /// <summary>Those of the merchant's orders with these ids (<c>shop:order</c>) that there are.</summary>
    public async Task<IReadOnlyList<OrderRecord>> FindManyAsync(string merchant, IReadOnlyList<string> ids, CancellationToken ct)
    {
        var found = await store.FindManyAsync([.. ids.Select(id => new DocumentKey(OrderRecord.Container, merchant, id))], ct);
        return [.. found.OfType<Document>().Select(Read)];
    }

    /// <summary>A page of a merchant's orders.</summary>
    public async Task<OrderPage> ListAsync(string merchant, OrderFilter filter, Language language, CancellationToken ct)
    {
        if (filter.Limit is < 1 or > 1000)
            throw new InvalidInputException("invalid-limit", "limit must lie between 1 and 1000.");

        return filter.Outcome is Outcome.Review or Outcome.Decline
            ? await ListQueueAsync(merchant, filter, language, ct)
            : await ListAllAsync(merchant, filter, language, ct);
    }

    /// <summary>A page of a merchant's orders that wait in a queue, newest first; shorter than the limit where orders have left it.</summary>
    /// <param name="limit">1 to 1,000.</param>
    public async Task<(IReadOnlyList<OrderRecord> Orders, string? Next)> ListQueuedAsync(string merchant, Outcome queue, int limit, string? after, CancellationToken ct)
    {
        var page = await store.ListAsync(new DocumentRange(OrderRecord.Container, QueuePartition(merchant, queue)), limit, after, ct);
        var ids = page.Documents.Select(static d => JsonSerializer.Deserialize(d.Json.Span, OrderJson.Default.QueuedOrder)!.Order);
        return ([.. (await FindManyAsync(merchant, [.. ids], ct)).Where(order => order.Queue == queue)], page.Continuation);
    }

    private async Task<OrderPage> ListQueueAsync(string merchant, OrderFilter filter, Language language, CancellationToken ct)
    {
        var (queued, next) = await ListQueuedAsync(merchant, filter.Outcome!.Value, filter.Limit, filter.After, ct);
        var orders = new List<OrderView>(queued.Count);
        foreach (var order in queued)
            orders.Add(await views.OfAsync(order, language, ct));
        return new OrderPage(orders, next);
    }

    private async Task<OrderPage> ListAllAsync(string merchant, OrderFilter filter, Language language, CancellationToken ct)
    {
        var orders = new List<OrderView>();
        var continuation = filter.After;
        do
        {
            var page = await store.ListAsync(new DocumentRange(OrderRecord.Container, merchant), filter.Limit - orders.Count, continuation, ct);
            foreach (var document in page.Documents)
                if (Read(document) is var record && (filter.Outcome is null || record.Outcome == filter.Outcome))
                    orders.Add(await views.OfAsync(record, language, ct));
            continuation = page.Continuation;
        }
        while (continuation is not null && orders.Count < filter.Limit);
        return new OrderPage(orders, continuation);
    }

    internal static OrderRecord Read(Document document) =>
        JsonSerializer.Deserialize(document.Json.Span, OrderJson.Default.OrderRecord)
        ?? throw new InvalidDataException($"The stored order {document.Key.Id} is empty.");
}
