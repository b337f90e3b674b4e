using MerchantOps.Learning.Data;

namespace MerchantOps.Evaluation.Tables;

/// <summary>A file in memory: what each column is, and one value per row; a category is its code, NaN a missing value.</summary>
public sealed record CsvTable(string Path, IReadOnlyList<Feature> Features, IReadOnlyList<float[]> Columns)
{
    public int Rows => Columns.Count == 0 ? 0 : Columns[0].Length;

    /// <summary>Where a column stands, −1 if nowhere.</summary>
    public int IndexOf(string column)
    {
        for (var j = 0; j < Features.Count; j++)
            if (Features[j].Name == column)
                return j;
        return -1;
    }
}
