using System.Runtime.CompilerServices;

namespace MerchantOps.Learning.Trees;

/// <summary>A set of bins, a bit each.</summary>
[InlineArray(4)]
internal struct BinSet
{
    private ulong word;

    public readonly bool Has(byte bin) => (this[bin >> 6] >> bin & 1) != 0;

    public void Add(byte bin) => this[bin >> 6] |= 1UL << bin;
}
