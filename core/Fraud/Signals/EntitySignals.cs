namespace MerchantOps.Fraud.Signals;

/// <summary>
/// What is known of one entity from its orders so far, in at most <see cref="MaxPackedBytes"/> however many they are. All of it is
/// integers and newest-first sets, so the same orders and labels leave the same signals in whatever order they come; only
/// <see cref="Linkage"/> and the times of a dropped member depend on it, as they say. Not thread-safe: it belongs to who loaded it.
/// </summary>
public sealed class EntitySignals(EntityKind kind)
{
    /// <summary>Of <see cref="Pack"/>; a test drives the busiest entities against it.</summary>
    public const int MaxPackedBytes = 400;

    internal const int Days = 40, Hours = 26, SecondsPerDay = 86_400, SecondsPerHour = 3_600, SecondsPerTick = 600, SecondsPerSpan = 5 * SecondsPerDay;

    internal const int OrdersColumn = 0, FraudsColumn = 1;

    /// <summary>Logarithms of amounts are counted in units of 1/256.</summary>
    internal const double LogUnit = 256;

    private readonly MemberTable?[] members = MemberLimits.Tables(kind);

    public EntityKind Kind => kind;

    /// <summary>Orders in all.</summary>
    public int Orders { get; internal set; }

    /// <summary>Confirmed frauds among them, as labelled now.</summary>
    public int Frauds { get; internal set; }

    /// <summary>Sum of the amounts in cents of about a dollar.</summary>
    public long Cents { get; internal set; }

    /// <summary>First and last order, Unix seconds; 0 without any.</summary>
    public long First { get; internal set; }

    public long Last { get; internal set; }

    public Linkage Linkage { get; internal set; }

    /// <summary>A bit per person seen with it (linear counting), for when the table of members is full.</summary>
    internal ulong Persons { get; set; }

    internal long LogSum { get; set; }

    internal long LogSquares { get; set; }

    /// <summary>Orders and confirmed frauds by the day the order was placed.</summary>
    internal Ring DayRing { get; } = new(Days, 2);

    /// <summary>Of a shop: orders of accounts younger than an hour, in all and by day.</summary>
    internal int Young { get; set; }

    internal Ring YoungDays { get; } = new(8, 1);

    /// <summary>Dollars of today and yesterday, and of the last seven spans of five days.</summary>
    internal Ring DollarDays { get; } = new(2, 1);

    internal Ring DollarSpans { get; } = new(7, 1);

    internal Ring HourRing { get; } = new(Hours, 1);

    /// <summary>Adds one order.</summary>
    /// <param name="linkage">Of the component it links, joined.</param>
    public void Add(in OrderSeen seen, in Linkage linkage)
    {
        Orders++;
        Cents += (long)Math.Round(seen.Amount * 100);
        var log = (long)Math.Round(Math.Log(1 + seen.Amount) * LogUnit);
        LogSum += log;
        LogSquares += log * log;
        First = First == 0 ? seen.At : Math.Min(First, seen.At);
        Last = Math.Max(Last, seen.At);
        DayRing.Add(seen.At / SecondsPerDay, OrdersColumn, 1);
        var dollars = (int)Math.Min(10_000_000, Math.Round(seen.Amount));
        DollarDays.Add(seen.At / SecondsPerDay, 0, dollars);
        DollarSpans.Add(seen.At / SecondsPerSpan, 0, dollars);
        HourRing.Add(seen.At / SecondsPerHour, OrdersColumn, 1);
        if (seen.Young && kind == EntityKind.Shop)
        {
            Young++;
            YoungDays.Add(seen.At / SecondsPerDay, 0, 1);
        }

        Persons |= Linkage.OfPerson(seen.Person).Persons;
        Include(seen);
        Linkage = Linkage.Join(linkage);
    }

    /// <summary>Takes what an order came from and went to as the entity's own; the order itself was counted as <see cref="OrderSeen.Untrusted"/> before.</summary>
    public void Trust(in OrderSeen seen) => Include(seen with { Person = 0, Shop = 0, Host = 0 });

    /// <summary>Confirms (1) or withdraws (−1) the fraud of an order placed at <paramref name="at"/> (Unix seconds).</summary>
    public void Label(long at, int by, in Linkage linkage)
    {
        Frauds += by;
        DayRing.Add(at / SecondsPerDay, FraudsColumn, by);
        Linkage = Linkage.Join(linkage);
    }

    /// <summary>The members of a kind; null when they are not kept for this kind of entity.</summary>
    internal MemberTable? Members(MemberKind member) => members[(int)member];

    /// <summary>The signals as bytes (see <see cref="SignalPacking"/>).</summary>
    public byte[] Pack() => SignalPacking.Pack(this);

    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Pack"/> gave.</exception>
    public static EntitySignals Unpack(ReadOnlySpan<byte> packed) => SignalPacking.Unpack(packed);

    private void Include(in OrderSeen seen)
    {
        foreach (var member in MemberLimits.Kinds)
            if (seen[member] is not 0 and var hash)
                members[(int)member]?.Add(hash, TickOf(seen.At));
    }

    internal static int TickOf(long at) => (int)(Math.Max(0, at) / SecondsPerTick);
}
