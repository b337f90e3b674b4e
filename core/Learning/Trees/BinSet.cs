namespace MerchantOps.Learning.Trees;

/// <summary>A set of bins, a bit each.</summary>
internal record struct BinSet(UInt128 Low, UInt128 High)
{
    public readonly bool Has(byte bin) => ((bin < 128 ? Low : High) >> (bin & 127) & 1) != 0;

    public void Add(byte bin)
    {
        if (bin < 128)
            Low |= UInt128.One << bin;
        else
            High |= UInt128.One << (bin & 127);
    }
}
