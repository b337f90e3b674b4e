namespace MerchantOps.Learning.Data;

/// <summary>Rows to learn from and rows to try the result on, by index, each rising; no row is in both. Immutable.</summary>
public sealed record Split(int[] Train, int[] Test)
{
    /// <summary>Copies of the rows of either side.</summary>
    public (Dataset Train, Dataset Test) Of(Dataset data) => (data.Take(Train), data.Take(Test));
}
