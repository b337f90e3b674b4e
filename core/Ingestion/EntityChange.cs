using MerchantOps.Customers;
using MerchantOps.Fraud.Signals;

namespace MerchantOps.Ingestion;

/// <summary>What one event does to one entity: it adds an order, confirms a fraud (or takes one back), tells news of a customer, or suppresses its alarms.</summary>
/// <param name="Source">The source whose positions guard against applying twice.</param>
internal readonly record struct EntityChange(string Source, long Sequence)
{
    public OrderSeen? Seen { get; init; }

    public Linkage Linkage { get; init; }

    /// <summary>When the order was placed, Unix seconds.</summary>
    public long At { get; init; }

    /// <summary>1, −1 or 0.</summary>
    public int Frauds { get; init; }

    /// <summary>An order counted before, of which somebody said now that it is the person's own.</summary>
    public OrderSeen? Trusted { get; init; }

    /// <summary>How alarms about the entity are to be answered.</summary>
    public Suppression? Suppressed { get; private init; }

    public bool IsNews { get; private init; }

    /// <summary>Null when the customer was deleted.</summary>
    public Customer? Profile { get; private init; }

    public DateTimeOffset NewsAt { get; private init; }

    /// <summary>Apply although the source's position went back; raised as an alarm by who sets it.</summary>
    public bool Force { get; init; }

    /// <param name="linkage">Of the component the order links.</param>
    /// <param name="fraud">It is known to be fraud already.</param>
    public static EntityChange Order(string source, long sequence, in OrderSeen seen, in Linkage linkage, bool fraud) =>
        new(source, sequence) { Seen = seen, At = seen.At, Frauds = fraud ? 1 : 0, Linkage = fraud ? linkage.Join(Linkage.OfFraud(seen)) : linkage };

    public static EntityChange Label(string source, long sequence, in OrderSeen seen, int by) =>
        new(source, sequence) { At = seen.At, Frauds = by, Linkage = by > 0 ? Linkage.OfFraud(seen) : default };

    public static EntityChange Suppress(string source, long sequence, Suppression suppression) => new(source, sequence) { Suppressed = suppression };

    public static EntityChange News(string source, long sequence, Customer? profile, DateTimeOffset at) =>
        new(source, sequence) { IsNews = true, Profile = profile, NewsAt = at };
}
