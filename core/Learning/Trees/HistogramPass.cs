using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MerchantOps.Learning.Trees;

/// <summary>The innermost loop of training: adds the derivatives of rows to the histograms of eight features.</summary>
internal static unsafe class HistogramPass
{
    /// <summary>Slots of a feature, one per bin.</summary>
    public const int Slots = 256;

    /// <summary>Slots of a group of features.</summary>
    public const int GroupSlots = Slots * BinnedTable.GroupWidth;

    /// <summary>Rows of deep nodes lie far apart in memory: so many ahead are asked for.</summary>
    private const int Ahead = 24;

    /// <param name="words">Of a <see cref="TreePart"/>, from the group's word in row 0 on.</param>
    /// <param name="packed">Words from there to the row's derivatives.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="into"><see cref="GroupSlots"/> sums.</param>
    public static void Add(ulong* words, nint rowWords, nint packed, int* rows, int count, long* into)
    {
        var i = 0;
        if (Sse.IsSupported)
            for (; i < count - Ahead; i++)
            {
                Sse.Prefetch0(words + (rows[i + Ahead] * rowWords));
                var row = words + (rows[i] * rowWords);
                Add(*row, (long)row[packed], into);
            }

        for (; i < count; i++)
        {
            var row = words + (rows[i] * rowWords);
            Add(*row, (long)row[packed], into);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ulong word, long packed, long* into)
    {
        into[(byte)word] += packed;
        into[Slots + (nint)(byte)(word >> 8)] += packed;
        into[(2 * Slots) + (nint)(byte)(word >> 16)] += packed;
        into[(3 * Slots) + (nint)(byte)(word >> 24)] += packed;
        into[(4 * Slots) + (nint)(byte)(word >> 32)] += packed;
        into[(5 * Slots) + (nint)(byte)(word >> 40)] += packed;
        into[(6 * Slots) + (nint)(byte)(word >> 48)] += packed;
        into[(7 * Slots) + (nint)(word >> 56)] += packed;
    }
}
