using MerchantOps.Fraud.Signals;

namespace MerchantOps.Tests.Core.Fraud.Signals;

public sealed class EntitySignalsTests
{
    private const long Start = 1_700_000_000;

    [Theory]
    [InlineData(EntityKind.Person)]
    [InlineData(EntityKind.Shop)]
    [InlineData(EntityKind.Device)]
    [InlineData(EntityKind.Card)]
    [InlineData(EntityKind.Address)]
    [InlineData(EntityKind.Domain)]
    [InlineData(EntityKind.Network)]
    public void The_busiest_entity_packs_into_400_bytes(EntityKind kind)
    {
        var signals = After(kind, Orders(seed: 1, count: 40_000, amounts: 2_000, days: 45));
        for (var day = 0; day < 45; day++)
            for (var i = 0; i < 3; i++)
                signals.Label(Start + (day * 86_400L), 1, new Linkage(0, 1U << i));

        Assert.InRange(signals.Pack().Length, 100, EntitySignals.MaxPackedBytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    public void Packed_signals_come_back_whole(int orders)
    {
        var signals = After(EntityKind.Device, Orders(seed: 2, orders, amounts: 50, days: 20));
        signals.Label(Start, 1, new Linkage(7, 1));

        var packed = signals.Pack();

        Assert.Equal(packed, EntitySignals.Unpack(packed).Pack());
    }

    [Theory]
    [InlineData(EntityKind.Person)]
    [InlineData(EntityKind.Device)]
    [InlineData(EntityKind.Network)]
    public void The_same_orders_and_labels_leave_the_same_signals_in_whatever_order_they_come(EntityKind kind)
    {
        var orders = Orders(seed: 3, count: 300, amounts: 80, days: 30, members: 4);
        var (inTime, shuffled) = (new EntitySignals(kind), new EntitySignals(kind));
        var random = new Random(4);

        foreach (var seen in orders)
            inTime.Add(seen, default);
        inTime.Label(orders[10].At, 1, default);
        shuffled.Label(orders[10].At, 1, default);
        foreach (var seen in orders.OrderBy(_ => random.Next()))
            shuffled.Add(seen, default);

        Assert.Equal(Sorted(inTime), Sorted(shuffled));
    }

    [Fact]
    public void A_label_withdrawn_leaves_what_was_before_it()
    {
        var (once, twice) = (After(EntityKind.Card, Orders(5, 20, 10, 3)), After(EntityKind.Card, Orders(5, 20, 10, 3)));

        twice.Label(Start, 1, default);
        twice.Label(Start, -1, default);

        Assert.Equal(once.Pack(), twice.Pack());
    }

    [Fact]
    public void Damaged_bytes_are_refused_and_never_read_as_signals()
    {
        var packed = After(EntityKind.Person, Orders(6, 50, 10, 3)).Pack();

        for (var length = 0; length < packed.Length; length++)
            Assert.Throws<InvalidDataException>(() => EntitySignals.Unpack(packed.AsSpan(0, length)));
        Assert.Throws<InvalidDataException>(() => EntitySignals.Unpack([9, .. packed]));
    }

    [Fact]
    public void Members_beyond_the_table_drop_the_one_seen_longest_ago()
    {
        var table = new MemberTable(3);

        foreach (var member in new uint[] { 1, 2, 3, 1, 4 })
            table.Add(member, (int)member == 1 && table.Count == 3 ? 9 : (int)member);

        Assert.Equal([1u, 3u, 4u], table.Members.ToArray().Select(static m => m.Hash).Order());
        Assert.Equal(2, table.Find(1)?.Times);
    }

    private static EntitySignals After(EntityKind kind, IEnumerable<OrderSeen> orders)
    {
        var signals = new EntitySignals(kind);
        foreach (var seen in orders)
            signals.Add(seen, new Linkage((ulong)seen.Person * 0x9E3779B97F4A7C15, 0));
        return signals;
    }

    private static List<OrderSeen> Orders(int seed, int count, int amounts, int days, int members = 1 << 24)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new OrderSeen(
            Start + random.NextInt64(days * 86_400L), random.NextDouble() * amounts, Member(), Member(), Member(), Member(), Member(), Member(), Member()))];

        uint Member() => (uint)random.Next(1, members);
    }

    // Members are a set: where in the table one stands tells nothing.
    private static string Sorted(EntitySignals signals)
    {
        var members = Enum.GetValues<MemberKind>().SelectMany(kind => (signals.Members(kind)?.Members.ToArray() ?? []).Select(m => $"{kind}{m}").Order(StringComparer.Ordinal));
        var days = Enumerable.Range(0, EntitySignals.Days).Select(d => string.Join('/', Enumerable.Range(0, 2).Select(c => signals.DayRing[signals.DayRing.Newest - d, c])));
        var dollars = string.Join(' ', Enumerable.Range(0, 7).Select(s => signals.DollarSpans[signals.DollarSpans.Newest - s, 0]));
        return $"{dollars} {signals.Orders} {signals.Frauds} {signals.Cents} {signals.LogSum} {signals.LogSquares} {signals.First} {signals.Last} {string.Join(' ', days)} {string.Join(' ', members)}";
    }
}
