using System.Buffers.Binary;

namespace MerchantOps.Fraud.Signals;

/// <summary>
/// Features as bytes, bit for bit: two bits a value (0 zero, 1 missing, 2 whole from 1 to 255, 3 any other), then the values that are
/// neither zero nor missing, in a byte or as a little-endian 32-bit float.
/// </summary>
internal static class FeaturePacking
{
    private const int Zero = 0, Missing = 1, Small = 2, Float = 3;

    public static byte[] Pack(ReadOnlySpan<float> values)
    {
        var head = (values.Length + 3) / 4;
        Span<byte> buffer = new byte[head + (values.Length * sizeof(float))];
        var used = head;
        for (var i = 0; i < values.Length; i++)
        {
            var form = FormOf(values[i]);
            buffer[i / 4] |= (byte)(form << (i % 4 * 2));
            if (form == Small)
                buffer[used++] = (byte)values[i];
            else if (form == Float)
            {
                BinaryPrimitives.WriteSingleLittleEndian(buffer[used..], values[i]);
                used += sizeof(float);
            }
        }

        return buffer[..used].ToArray();
    }

    /// <summary>The values, or null when the bytes are not of <paramref name="count"/> values.</summary>
    public static float[]? Unpack(ReadOnlySpan<byte> packed, int count)
    {
        var used = (count + 3) / 4;
        if (packed.Length < used)
            return null;

        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            var form = packed[i / 4] >> (i % 4 * 2) & 3;
            var length = form == Small ? 1 : form == Float ? sizeof(float) : 0;
            if (packed.Length - used < length)
                return null;
            values[i] = form switch
            {
                Zero => 0,
                Missing => float.NaN,
                Small => packed[used],
                _ => BinaryPrimitives.ReadSingleLittleEndian(packed[used..]),
            };
            used += length;
        }

        return used == packed.Length ? values : null;
    }

    private static int FormOf(float value) =>
        float.IsNaN(value) ? Missing
        : value == 0 && !float.IsNegative(value) ? Zero
        : value is >= 1 and <= 255 && value == (byte)value ? Small
        : Float;
}
