using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MerchantOps.Learning.Files;

/// <summary>Arrays of plain numbers in a model's payload: a length, then the values as they lie in memory (little-endian).</summary>
public static class PayloadExtensions
{
    public static void WriteArray<T>(this BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>For readers whose stream knows its length, as that of a model's payload does.</summary>
    /// <exception cref="InvalidModelFileException">The length is negative, or more than is left.</exception>
    public static T[] ReadArray<T>(this BinaryReader reader)
        where T : unmanaged
    {
        var (length, left) = (reader.ReadInt32(), reader.BaseStream.Length - reader.BaseStream.Position);
        if (length < 0 || length > left / Unsafe.SizeOf<T>())
            throw new InvalidModelFileException($"The model file is damaged: an array of {length} values does not fit into {left} bytes.");

        var values = new T[length];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <summary>Like the other, for an array that belongs to others of a known length.</summary>
    /// <exception cref="InvalidModelFileException">It has another length.</exception>
    public static T[] ReadArray<T>(this BinaryReader reader, int length)
        where T : unmanaged =>
        reader.ReadArray<T>() is var values && values.Length == length
            ? values
            : throw new InvalidModelFileException($"The model file is damaged: {values.Length} values where {length} belong.");
}
