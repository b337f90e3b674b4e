using System.Text.Json;
using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Fraud;
using MerchantOps.Fraud.Signals;
using MerchantOps.Shops;
using MerchantOps.Storage;
using MerchantOps.Streaming;

namespace MerchantOps.Orders;

/// <summary>
/// Decides an order while its buyer waits. The decision is stored and the order enters the stream like any other; only its ingestion
/// moves signals, and finds the decision already made. Scoring the same order again gives the same decision. Thread-safe.
/// </summary>
public sealed class OrderScoring(IDocumentStore store, IEventStream stream, OrderAssessor assessor, DecisionState state, PersonalHash hash, TimeProvider time)
{
    private const int MaxTries = 10;

    /// <exception cref="InvalidInputException">The order is not valid; the message names the field.</exception>
    public async Task<OrderRecord> ScoreAsync(ScoreRequest request, CancellationToken ct)
    {
        var shop = ShopId.Parse(request.Merchant, request.Shop);
        OrderRules.Validate(request.Order);
        await state.RefreshAsync(ct);
        var policy = await state.PolicyOfAsync(shop.Merchant, ct);
        for (var attempt = 0; attempt < MaxTries; attempt++)
            if (await TryScoreAsync(shop, request.Order, policy, ct) is { } record)
            {
                // The event comes after the decision is safe. Until its ingestion has moved the signals it is appended again; ingestion knows it by its id.
                if (record.SignalsAt is null)
                    await stream.AppendAsync([new StreamEvent(shop.Merchant, CloudEventCodec.Write(EventOf(shop, request.Order, record)))], ct);
                return record;
            }

        throw new UnavailableException("store", "The order kept changing while it was decided.");
    }

    private async Task<OrderRecord?> TryScoreAsync(ShopId shop, Order order, DecisionPolicy policy, CancellationToken ct)
    {
        var key = OrderRecord.KeyOf(shop.Merchant, shop.Shop, order.Id);
        var entities = OrderEntities.Of(shop.Merchant, shop.Shop, order, hash);
        var documents = await store.FindManyAsync([key, .. entities.All.Select(static e => e.Key)], ct);
        var record = documents[0] is { } stored
            ? OrderQueries.Read(stored)
            : new OrderRecord { Id = key.Id, Merchant = shop.Merchant, Shop = shop.Shop, Platform = "api" };
        if (record.Decision is not null)
            return record;

        record.Update(order, new RawJson(JsonSerializer.SerializeToUtf8Bytes(order, EventJson.Default.Order)), order.PlacedAt);
        var known = EntitiesOf(entities, documents);
        record.Decision = assessor.Assess(new OrderToAssess(
            shop.Merchant, shop.Shop, order, entities, SignalsOf(entities, known), policy, Suppression.Strictest(known, time.GetUtcNow())));
        var json = JsonSerializer.SerializeToUtf8Bytes(record, OrderJson.Default.OrderRecord);
        var write = documents[0] is { } earlier ? DocumentWrite.Replace(key, json, earlier.ETag) : DocumentWrite.Create(key, json);
        return (await store.SaveAsync(write, ct)).Saved ? record : null;
    }

    /// <param name="documents">The order's, then one per entity.</param>
    private static EntityDocument?[] EntitiesOf(OrderEntities entities, IReadOnlyList<Document?> documents)
    {
        var known = new EntityDocument?[entities.All.Count];
        for (var i = 0; i < known.Length; i++)
            known[i] = documents[i + 1] is { } document ? JsonSerializer.Deserialize(document.Json.Span, FraudJson.Default.EntityDocument) : null;
        return known;
    }

    private static EntitySignals?[] SignalsOf(OrderEntities entities, EntityDocument?[] known)
    {
        var signals = new EntitySignals?[known.Length];
        for (var i = 0; i < known.Length; i++)
            signals[i] = known[i]?.SignalsOf(entities.All[i].Kind);
        return signals;
    }

    private CloudEvent EventOf(ShopId shop, Order order, OrderRecord record)
    {
        return new CloudEvent(
            $"scored-{order.Id}", $"/{record.Platform}/{shop.Merchant}/{shop.Shop}", EventTypes.OrderPlaced, $"order/{order.Id}",
            record.ContentAt ?? time.GetUtcNow(), shop.Merchant, shop.Shop, record.Content!.Value.Utf8);
    }
}
