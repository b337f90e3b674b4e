using MerchantOps.Customers;
using MerchantOps.Fraud;
using MerchantOps.Storage;

namespace MerchantOps.Ingestion;

/// <summary>
/// One entity document on its way through a batch: as loaded, with this batch's changes applied in order, and the changes kept so
/// that they can be applied again when somebody else was faster.
/// </summary>
internal sealed class EntityUpdate(DocumentKey key, EntityDocument document, string? etag)
{
    private readonly List<EntityChange> changes = [];

    public DocumentKey Key { get; } = key;

    public EntityDocument Document { get; private set; } = document;

    /// <summary>Null when it is not stored yet.</summary>
    public string? ETag { get; private set; } = etag;

    public bool Changed { get; private set; }

    public EntitySignals Signals => Document.Signals;

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
        if (change.Profile is not null || change.Deleted)
            return TakeProfile(change);
        if (!change.Force && !Document.IsAhead(change.Source, change.Sequence))
            return false;

        if (change.Seen is { } seen)
            Document.Signals.Add(seen);
        Document.Signals.Frauds = Math.Max(0, Document.Signals.Frauds + change.Frauds);
        Document.Advance(change.Source, change.Sequence);
        return true;
    }

    // News of a customer replaces older news, so it needs no position.
    private bool TakeProfile(in EntityChange change)
    {
        if (Document.CustomerAt is { } known && change.At <= known)
            return false;
        (Document.Customer, Document.CustomerAt) = (change.Profile, change.At);
        return true;
    }
}

/// <summary>What one event does to one entity: it adds an order, a confirmed fraud (or takes one back), or news of a customer.</summary>
/// <param name="Source">The source whose positions guard against applying twice.</param>
/// <param name="Force">Apply although the source's position went back; raised as an alarm by who sets it.</param>
internal readonly record struct EntityChange(
    string Source, long Sequence, OrderSeen? Seen, int Frauds = 0, Customer? Profile = null, DateTimeOffset At = default, bool Deleted = false, bool Force = false);
