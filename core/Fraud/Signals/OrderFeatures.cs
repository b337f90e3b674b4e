using MerchantOps.Learning.Data;
using MerchantOps.Orders;

namespace MerchantOps.Fraud.Signals;

/// <summary>
/// What a decision is made from: the order itself and the signals known before it, nothing later. The same code serves live
/// decisions and training. Immutable.
/// </summary>
public sealed class OrderFeatures
{
    private const int TicksPerDay = EntitySignals.SecondsPerDay / EntitySignals.SecondsPerTick;

    private static readonly Dictionary<string, int> Indexes = FeatureTable.All.Select(static (f, i) => (f.Feature.Name, i)).ToDictionary(static p => p.Name, static p => p.i, StringComparer.Ordinal);

    private OrderFeatures(float[] values) => Values = values;

    /// <summary>As <see cref="FeatureTable.Version"/>.</summary>
    public const int Version = FeatureTable.Version;

    /// <summary>Names, in the order of <see cref="Values"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. FeatureTable.All.Select(static f => f.Feature.Name)];

    /// <summary>The same as columns to learn from.</summary>
    public static IReadOnlyList<Feature> Features { get; } = [.. FeatureTable.All.Select(static f => f.Feature)];

    /// <summary>One per name; NaN where the order or its entities do not tell.</summary>
    public float[] Values { get; }

    public float this[string name] => Values[Indexes[name]];

    /// <summary>Where <paramref name="name"/> is in <see cref="Values"/>; −1 when there is no such feature.</summary>
    public static int IndexOf(string name) => Indexes.GetValueOrDefault(name, -1);

    /// <summary>Features kept with a decision; null when they are of another version or damaged.</summary>
    public static OrderFeatures? Restore(int version, ReadOnlySpan<byte> packed) =>
        version == Version && FeaturePacking.Unpack(packed, Names.Count) is { } values ? new OrderFeatures(values) : null;

    /// <summary>The values exactly, zeros and missing ones as bits (see <see cref="FeaturePacking"/>).</summary>
    public byte[] Pack() => FeaturePacking.Pack(Values);

    /// <param name="known">Signals as known before this order, one per entity of <paramref name="entities"/>; null for one never seen.</param>
    public static OrderFeatures Of(Order order, OrderEntities entities, ReadOnlySpan<EntitySignals?> known)
    {
        var values = new float[Names.Count];
        values.AsSpan(0, FeatureTable.OrderAt).Fill(float.NaN);
        var kinds = new ByKind();
        for (var i = 0; i < entities.All.Count; i++)
        {
            var kind = entities.All[i].Kind;
            var signals = kinds[(int)kind] = known[i] ?? new EntitySignals(kind);
            EntityFeatures.Write(signals, entities.Seen, values.AsSpan((int)kind * FeatureTable.EntityBlock, FeatureTable.EntityBlock));
        }

        WriteDistinct(kinds, entities.Seen, values.AsSpan(FeatureTable.DistinctAt));
        WriteShared(kinds, entities.Seen, values.AsSpan(FeatureTable.SharedAt));
        WriteOrder(order, entities.Seen, values.AsSpan(FeatureTable.OrderAt));
        return new OrderFeatures(values);
    }

    private static void WriteDistinct(ByKind kinds, in OrderSeen seen, Span<float> into)
    {
        var distinct = FeatureTable.DistinctMembers;
        for (var i = 0; i < distinct.Length; i++)
            if (kinds[(int)distinct[i].Kind] is { } signals && signals.Members(distinct[i].Member) is { } members)
                into[i] = distinct[i].LastDay
                    ? members.CountWith(seen[distinct[i].Member], EntitySignals.TickOf(seen.At) - TicksPerDay)
                    : Math.Max(members.CountWith(seen[distinct[i].Member]), distinct[i].Member == MemberKind.Person ? Crowd(signals, seen) : 0);
    }

    // The table of members is exact and short; beyond it a bitmap estimates.
    private static float Crowd(EntitySignals signals, in OrderSeen seen) =>
        (float)Math.Floor(new Linkage(signals.Persons, 0).Join(Linkage.OfPerson(seen.Person)).PersonCount * 0.9);

    private static void WriteShared(ByKind kinds, in OrderSeen seen, Span<float> into)
    {
        if (kinds[(int)EntityKind.Person] is { } person)
        {
            into[0] = IsNew(person, MemberKind.Device, seen.Device);
            into[1] = IsNew(person, MemberKind.Card, seen.Card);
            into[2] = IsNew(person, MemberKind.Address, seen.Address);
            into[3] = IsNew(person, MemberKind.Network, seen.Network);
            into[4] = person.Members(MemberKind.Shop)!.Find(seen.Shop)?.Times ?? 0;
        }

        if (kinds[(int)EntityKind.Network] is { } network)
        {
            var host = network.Members(MemberKind.Host)!.Find(seen.Host);
            into[5] = host?.Times ?? 0;
            into[6] = host is { } found ? Math.Max(0, EntitySignals.TickOf(seen.At) - found.Tick) * (EntitySignals.SecondsPerTick / 60f) : float.NaN;
        }

        if (kinds[(int)EntityKind.Shop] is { Orders: > 0 } shop)
        {
            var (day, part) = (seen.At / EntitySignals.SecondsPerDay, (double)(seen.At % EntitySignals.SecondsPerDay) / EntitySignals.SecondsPerDay);
            into[7] = (float)(shop.YoungDays.Sliding(day, part, 7, 0) / Math.Max(1, shop.DayRing.Sliding(day, part, 7, EntitySignals.OrdersColumn)));
            into[8] = (float)shop.Young / shop.Orders;
        }

        var linkage = Linkage.Of(kinds, seen);
        into[9] = (float)linkage.PersonCount;
        into[10] = (float)linkage.FraudCount;
    }

    private static float IsNew(EntitySignals person, MemberKind member, uint hash) =>
        hash == 0 ? float.NaN : person.Members(member) is { Count: > 0 } known && known.Find(hash) is null ? 1 : 0;

    private static void WriteOrder(Order order, in OrderSeen seen, Span<float> into)
    {
        var (units, country) = (0L, order.Billing?.Country ?? order.Shipping?.Country);
        foreach (var line in order.Lines)
            units += line.Quantity;
        var placed = order.PlacedAt.UtcDateTime;
        into[0] = (float)seen.Amount;
        into[1] = units;
        into[2] = order.Lines.Count;
        into[3] = seen.Amount is > 0 and < 5 ? 1 : 0;
        into[4] = order.Total.Amount > 0 && order.Total.Amount % 10 == 0 ? 1 : 0;
        into[5] = placed.Hour;
        into[6] = (int)placed.DayOfWeek;
        into[7] = string.IsNullOrWhiteSpace(order.Buyer?.Id) ? 1 : 0;
        into[8] = order.Buyer?.RegisteredAt is { } registered ? (float)Math.Max(0, (order.PlacedAt - registered).TotalMinutes) : float.NaN;
        into[9] = Differ(order.Shipping?.Country, order.Billing?.Country);
        into[10] = Differ(order.Device?.Country, country);
        into[11] = Differ(order.Payment?.Country, country);
        into[12] = MailAddress.DigitShare(order.Buyer?.Email);
        into[13] = MailAddress.Split(order.Buyer?.Email).Domain is { } domain ? (MailAddress.IsLargeProvider(domain) ? 1 : 0) : float.NaN;
        into[14] = OrderCategories.Country(country ?? order.Device?.Country);
        into[15] = OrderCategories.Channel(order);
        into[16] = OrderCategories.Browser(order);
        into[17] = OrderCategories.Method(order);
    }

    private static float Differ(string? a, string? b) =>
        a is not { Length: > 0 } || b is not { Length: > 0 } ? float.NaN : string.Equals(a, b, StringComparison.OrdinalIgnoreCase) ? 0 : 1;

    [System.Runtime.CompilerServices.InlineArray(7)]
    private struct ByKind
    {
        private EntitySignals? first;
    }
}
