namespace MerchantOps.Fraud.Signals;

/// <summary>
/// Signals as bytes: a format number, the kind, and variable-length integers (7 bits a byte, low first; zigzag where negative), times as
/// distances from the last order, empty days and hours as a bit each.
/// </summary>
internal static class SignalPacking
{
    private const byte Format = 2;

    private const int MaxMembers = 64, BufferBytes = 1024;

    public static byte[] Pack(EntitySignals signals)
    {
        var writer = new PackedWriter(stackalloc byte[BufferBytes]);
        writer.Byte(Format);
        writer.Byte((byte)signals.Kind);
        writer.Signed(signals.Orders);
        writer.Signed(signals.Frauds);
        writer.Signed(signals.Cents);
        writer.Signed(signals.LogSum);
        writer.Signed(signals.LogSquares);
        writer.Signed(signals.Last);
        writer.Signed(signals.Last - signals.First);
        writer.Bits(signals.Linkage.Persons);
        writer.Bits(signals.Linkage.Frauds);
        writer.Bits(signals.Persons);
        Write(ref writer, signals.HourRing);
        Write(ref writer, signals.DayRing);
        Write(ref writer, signals.DollarDays);
        Write(ref writer, signals.DollarSpans);
        if (signals.Kind == EntityKind.Shop)
        {
            writer.Signed(signals.Young);
            Write(ref writer, signals.YoungDays);
        }

        foreach (var kind in MemberLimits.Kinds)
            if (signals.Members(kind) is { } table)
                Write(ref writer, table, EntitySignals.TickOf(signals.Last));
        return writer.Written.ToArray();
    }

    public static EntitySignals Unpack(ReadOnlySpan<byte> packed)
    {
        var reader = new PackedReader(packed);
        if (reader.Byte() != Format || reader.Byte() is var kind && !Enum.IsDefined((EntityKind)kind))
            throw new InvalidDataException("The stored signals are of an unknown format.");

        var signals = new EntitySignals((EntityKind)kind)
        {
            Orders = (int)reader.Signed(),
            Frauds = (int)reader.Signed(),
            Cents = reader.Signed(),
            LogSum = reader.Signed(),
            LogSquares = reader.Signed(),
            Last = reader.Signed(),
        };
        signals.First = signals.Last - reader.Signed();
        signals.Linkage = new Linkage(reader.Bits(), (uint)reader.Bits());
        signals.Persons = reader.Bits();
        Read(ref reader, signals.HourRing);
        Read(ref reader, signals.DayRing);
        Read(ref reader, signals.DollarDays);
        Read(ref reader, signals.DollarSpans);
        if (signals.Kind == EntityKind.Shop)
        {
            signals.Young = (int)reader.Signed();
            Read(ref reader, signals.YoungDays);
        }

        foreach (var member in MemberLimits.Kinds)
            if (signals.Members(member) is { } table)
                Read(ref reader, table, EntitySignals.TickOf(signals.Last));
        return signals;
    }

    private static void Write(ref PackedWriter writer, Ring ring)
    {
        writer.Signed(ring.Newest);
        var filled = 0UL;
        for (var back = 0; back < ring.Slots; back++)
            for (var column = 0; column < ring.Columns; column++)
                if (ring[ring.Newest - back, column] != 0)
                    filled |= 1UL << back;
        writer.Unsigned(filled);
        for (var back = 0; back < ring.Slots; back++)
            if ((filled >> back & 1) == 1)
                WriteSlot(ref writer, ring, ring.Newest - back);
    }

    // The second column, of frauds, is mostly empty: whether it is, is told by a bit of the first.
    private static void WriteSlot(ref PackedWriter writer, Ring ring, long tick)
    {
        var second = ring.Columns > 1 ? ring[tick, 1] : 0;
        writer.Unsigned(((ulong)ring[tick, 0] << 1) | (second != 0 ? 1UL : 0));
        if (second != 0)
            writer.Signed(second);
    }

    private static void Read(ref PackedReader reader, Ring ring)
    {
        var newest = reader.Signed();
        var filled = reader.Unsigned();
        if (newest < 0)
            return;
        ring.Add(newest, 0, 0);
        for (var back = 0; back < ring.Slots; back++)
            if ((filled >> back & 1) == 1)
                ReadSlot(ref reader, ring, newest - back);
    }

    private static void ReadSlot(ref PackedReader reader, Ring ring, long tick)
    {
        var first = reader.Unsigned();
        ring.Add(tick, 0, (int)(first >> 1));
        if ((first & 1) == 1 && ring.Columns > 1)
            ring.Add(tick, 1, (int)reader.Signed());
    }

    private static void Write(ref PackedWriter writer, MemberTable table, int last)
    {
        writer.Byte((byte)table.Count);
        foreach (var member in table.Members)
        {
            writer.Hash(member.Hash);
            writer.Signed(last - member.Tick);
            writer.Unsigned((ulong)member.Times);
        }
    }

    private static void Read(ref PackedReader reader, MemberTable table, int last)
    {
        var count = reader.Byte();
        if (count > MaxMembers)
            throw new InvalidDataException("The stored signals are damaged.");
        for (var i = 0; i < count; i++)
            table.Add(reader.Hash(), last - (int)reader.Signed(), (int)reader.Unsigned());
    }
}
