using System.Runtime.CompilerServices;

namespace MerchantOps.Learning.Trees;

/// <summary>Floats as integers in the same order, because comparing integers costs no branch.</summary>
internal static class OrderedFloat
{
    /// <summary>Beyond every number, for what is missing.</summary>
    public const int Lowest = int.MinValue, Highest = int.MaxValue;

    /// <param name="value">Not NaN. Both zeros give the same.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value + 0f);
        return bits ^ (int)((uint)(bits >> 31) >> 1);
    }

    /// <summary>The float of an ordered integer.</summary>
    public static float Back(int ordered) => BitConverter.Int32BitsToSingle(ordered ^ (int)((uint)(ordered >> 31) >> 1));
}
