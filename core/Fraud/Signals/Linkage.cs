using System.Numerics;

namespace MerchantOps.Fraud.Signals;

/// <summary>
/// What an entity has heard of the component it belongs to in the graph of persons, devices, cards and addresses: bitmaps of the persons
/// and of the confirmed frauds in it, joined whenever an order links entities (linear counting; Whang, Vander-Zanden and Taylor 1990).
/// Joining is idempotent and never forgets; news travels one link an order, so what is told is a lower bound of the component.
/// </summary>
/// <param name="Persons">A bit per person, by its hash.</param>
/// <param name="Frauds">A bit per confirmed fraud, by the hash of its person and time.</param>
public readonly record struct Linkage(ulong Persons, uint Frauds)
{
    /// <summary>Estimated persons, 0 to 266; within about 10 % up to 60.</summary>
    public double PersonCount => Estimate(BitOperations.PopCount(Persons), 64);

    /// <summary>Estimated confirmed frauds, 0 to 111.</summary>
    public double FraudCount => Estimate(BitOperations.PopCount(Frauds), 32);

    public static Linkage OfPerson(uint person) => new(person == 0 ? 0 : 1UL << (int)(person % 64), 0);

    public static Linkage OfFraud(in OrderSeen seen) => new(0, 1U << (int)(((seen.Person * 2654435761u) + (uint)seen.At) * 2246822519u >> 27));

    /// <summary>What the entities of an order have heard, joined with its own person; shops, domains and networks link nobody.</summary>
    public static Linkage Of(ReadOnlySpan<EntitySignals?> entities, in OrderSeen seen)
    {
        var linkage = OfPerson(seen.Person);
        foreach (var signals in entities)
            if (signals is { Kind: EntityKind.Person or EntityKind.Device or EntityKind.Card or EntityKind.Address })
                linkage = linkage.Join(signals.Linkage);
        return linkage;
    }

    public Linkage Join(in Linkage other) => new(Persons | other.Persons, Frauds | other.Frauds);

    // A full bitmap is read as if half a bit were left.
    private static double Estimate(int set, int bits) => bits * Math.Log(bits / Math.Max(0.5, bits - set));
}
