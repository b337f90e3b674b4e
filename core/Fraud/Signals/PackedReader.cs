using System.Buffers.Binary;

namespace MerchantOps.Fraud.Signals;

/// <summary>Reads what <see cref="PackedWriter"/> wrote; damaged bytes end in <see cref="InvalidDataException"/>.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> left = bytes;

    public byte Byte() => Take(1)[0];

    public ulong Unsigned()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw new InvalidDataException("The stored signals are damaged: a number has no end.");
    }

    public long Signed() => Unsigned() is var value ? (long)(value >> 1) ^ -(long)(value & 1) : 0;

    public ulong Bits() => Byte() == 0 ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public uint Hash() => Take(3) is var hash ? (uint)(hash[0] | (hash[1] << 8) | (hash[2] << 16)) : 0;

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > left.Length)
            throw new InvalidDataException("The stored signals are cut off.");
        var taken = left[..count];
        left = left[count..];
        return taken;
    }
}
