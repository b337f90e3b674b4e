using MerchantOps.Storage;

namespace MerchantOps.Fraud.Signals;

/// <summary>
/// The signals of all entities in memory, moved one order at a time by the same rules as the stored ones: for replaying history. Takes
/// about two kilobytes an entity. Not thread-safe.
/// </summary>
public sealed class SignalBook
{
    private readonly Dictionary<DocumentKey, EntitySignals> entities = [];

    /// <summary>What is known before an order, one per entity; null for one never seen.</summary>
    public EntitySignals?[] Of(OrderEntities order)
    {
        var known = new EntitySignals?[order.All.Count];
        for (var i = 0; i < known.Length; i++)
            known[i] = entities.GetValueOrDefault(order.All[i].Key);
        return known;
    }

    /// <param name="trusted">The order was not stopped, so where it came from and went to is the person's own.</param>
    public void Add(OrderEntities order, bool trusted)
    {
        var linkage = Linkage.Of(Of(order), order.Seen);
        foreach (var (kind, key) in order.All)
            Get(kind, key).Add(kind == EntityKind.Person && !trusted ? order.Seen.Untrusted : order.Seen, linkage);
    }

    /// <summary>Confirms (1) or withdraws (−1) the fraud of an order.</summary>
    public void Label(OrderEntities order, int by)
    {
        foreach (var (kind, key) in order.All)
            Get(kind, key).Label(order.Seen.At, by, by > 0 ? Linkage.OfFraud(order.Seen) : default);
    }

    private EntitySignals Get(EntityKind kind, DocumentKey key) =>
        entities.TryGetValue(key, out var signals) ? signals : entities[key] = new EntitySignals(kind);
}
