using System.Buffers.Binary;

namespace MerchantOps.Fraud.Signals;

/// <summary>Writes small integers in few bytes.</summary>
internal ref struct PackedWriter(Span<byte> buffer)
{
    private readonly Span<byte> buffer = buffer;
    private int used;

    public readonly ReadOnlySpan<byte> Written => buffer[..used];

    public void Byte(byte value) => buffer[used++] = value;

    public void Unsigned(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            buffer[used++] = (byte)(value | 0x80);
        buffer[used++] = (byte)value;
    }

    /// <summary>Zigzag: small negative numbers are small too.</summary>
    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>64 bits without order of size; a byte when none is set.</summary>
    public void Bits(ulong value)
    {
        Byte(value == 0 ? (byte)0 : (byte)1);
        if (value == 0)
            return;
        BinaryPrimitives.WriteUInt64LittleEndian(buffer[used..], value);
        used += sizeof(ulong);
    }

    /// <summary>The low 24 bits.</summary>
    public void Hash(uint value)
    {
        buffer[used++] = (byte)value;
        buffer[used++] = (byte)(value >> 8);
        buffer[used++] = (byte)(value >> 16);
    }
}
