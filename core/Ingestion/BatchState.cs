using System.Text.Json;
using MerchantOps.Fraud;
using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;
using MerchantOps.Products;
using MerchantOps.Storage;

namespace MerchantOps.Ingestion;

/// <summary>
/// The documents a batch touches, loaded in one read and parsed when first needed, so that a broken one is only felt by the event
/// that needs it. Belongs to one attempt at one batch; not thread-safe.
/// </summary>
internal sealed class BatchState
{
    private readonly Dictionary<DocumentKey, Document?> loaded = [];

    public Dictionary<DocumentKey, Tracked<OrderRecord>> Orders { get; } = [];

    public Dictionary<DocumentKey, EntityUpdate> Entities { get; } = [];

    public Dictionary<DocumentKey, Tracked<ProductRecord>> Products { get; } = [];

    /// <summary>Entries of the queues of stopped orders, and where they left them.</summary>
    public Dictionary<DocumentKey, DocumentWrite> Queue { get; } = [];

    /// <summary>What wrong decisions cost each merchant of the batch.</summary>
    public Dictionary<string, DecisionPolicy> Policies { get; } = new(StringComparer.Ordinal);

    public DecisionPolicy PolicyOf(string merchant) => Policies.GetValueOrDefault(merchant, DecisionPolicy.Default);

    public async Task LoadAsync(IDocumentStore store, IReadOnlyList<DocumentKey> keys, CancellationToken ct)
    {
        var documents = await store.FindManyAsync(keys, ct);
        for (var i = 0; i < keys.Count; i++)
            loaded[keys[i]] = documents[i];
    }

    /// <summary>The order's record, made when there is none.</summary>
    public Tracked<OrderRecord> Order(DocumentKey key, Func<OrderRecord> make)
    {
        if (Orders.TryGetValue(key, out var tracked))
            return tracked;

        var document = loaded.GetValueOrDefault(key);
        return Orders[key] = document is null ? new Tracked<OrderRecord>(make(), null) : new Tracked<OrderRecord>(OrderQueries.Read(document), document.ETag);
    }

    public EntityUpdate Entity(OrderEntity entity)
    {
        if (Entities.TryGetValue(entity.Key, out var update))
            return update;

        var document = loaded.GetValueOrDefault(entity.Key);
        return Entities[entity.Key] = new EntityUpdate(entity, document is null ? new EntityDocument() : ReadEntity(document), document?.ETag);
    }

    public Tracked<ProductRecord>? Product(DocumentKey key)
    {
        if (Products.TryGetValue(key, out var tracked))
            return tracked;
        return loaded.GetValueOrDefault(key) is { } document
            ? Products[key] = new Tracked<ProductRecord>(JsonSerializer.Deserialize(document.Json.Span, ProductJson.Default.ProductRecord)!, document.ETag)
            : null;
    }

    public static EntityDocument ReadEntity(Document document) =>
        JsonSerializer.Deserialize(document.Json.Span, FraudJson.Default.EntityDocument)
        ?? throw new InvalidDataException($"The stored entity {document.Key.Id} is empty.");
}

/// <summary>A value with the tag it was loaded under (null: not stored yet) and whether it has to be saved.</summary>
internal sealed class Tracked<T>(T value, string? etag)
{
    public T Value { get; set; } = value;

    public string? ETag { get; } = etag;

    public bool Changed { get; set; }
}
