using MerchantOps.Fraud.Signals;
using MerchantOps.Storage;

namespace MerchantOps.Ingestion;

/// <summary>
/// One entity document on its way through a batch: as loaded, with this batch's changes applied in order, and the changes kept so
/// that they can be applied again when somebody else was faster.
/// </summary>
internal sealed class EntityUpdate(OrderEntity entity, EntityDocument document, string? etag)
{
    private readonly List<EntityChange> changes = [];

    public DocumentKey Key => entity.Key;

    public EntityKind Kind => entity.Kind;

    public EntityDocument Document { get; private set; } = document;

    /// <summary>Null when it is not stored yet.</summary>
    public string? ETag { get; private set; } = etag;

    public bool Changed { get; private set; }

    public EntitySignals Signals => Document.SignalsOf(entity.Kind);

    public void Apply(in EntityChange change)
    {
        changes.Add(change);
        Changed |= Take(change);
    }

    /// <summary>Starts again from what is stored now.</summary>
    public void Rebase(EntityDocument stored, string? storedTag)
    {
        (Document, ETag, Changed) = (stored, storedTag, false);
        foreach (var change in changes)
            Changed |= Take(change);
    }

    private bool Take(in EntityChange change)
    {
        if (change.IsNews)
            return TakeNews(change);
        if (change.Suppressed is { } suppression)
            return TakeSuppression(suppression);
        if (!change.Force && !Document.IsAhead(change.Source, change.Sequence))
            return false;

        if (change.Seen is { } seen)
            Signals.Add(seen, change.Linkage);
        if (change.Frauds != 0)
            Signals.Label(change.At, change.Frauds, change.Linkage);
        if (change.Trusted is { } own)
            Signals.Trust(own);
        Document.Advance(change.Source, change.Sequence);
        return true;
    }

    // News of a customer replaces older news, so it needs no position.
    private bool TakeNews(in EntityChange change)
    {
        if (Document.CustomerAt is { } known && change.NewsAt <= known)
            return false;
        (Document.Customer, Document.CustomerAt) = (change.Profile, change.NewsAt);
        return true;
    }

    // So does a suppression: the newest holds, from whatever merchant's order it came.
    private bool TakeSuppression(Suppression suppression)
    {
        if (Document.Suppressed is { } known && suppression.At <= known.At)
            return false;
        Document.Suppressed = suppression;
        return true;
    }
}
