namespace MerchantOps.Learning.Trees;

/// <summary>A question about a category: whether it is one of these bins.</summary>
internal readonly record struct CategorySet(int Feature, BinSet Left);

/// <summary>
/// The questions that a forest asks about one category, answered together: a category has a row of answers, copied when a row is
/// laid out, so that scoring treats them as numbers. Immutable and thread-safe.
/// </summary>
internal sealed class CategoryAnswers
{
    private readonly byte[] binByCode;
    private readonly int[] answers;
    private readonly int firstColumn, count;

    /// <param name="sets">Of all features; those of <paramref name="feature"/> stand together.</param>
    /// <param name="setColumns">The column of the first of all sets.</param>
    public CategoryAnswers(int feature, byte[] binByCode, CategorySet[] sets, int setColumns)
    {
        this.binByCode = binByCode;
        var first = Array.FindIndex(sets, set => set.Feature == feature);
        count = sets.Count(set => set.Feature == feature);
        firstColumn = setColumns + Math.Max(first, 0);
        answers = new int[count * HistogramPass.Slots];
        for (var bin = 0; bin < HistogramPass.Slots; bin++)
            for (var i = 0; i < count; i++)
                answers[(bin * count) + i] = sets[first + i].Left.Has((byte)bin) ? 0 : 1;
    }

    /// <summary>Writes 0 for each set a row's category is in, else 1.</summary>
    /// <param name="codes">One per row of a block.</param>
    public void Spread(ReadOnlySpan<float> codes, Span<int> columns)
    {
        for (var row = 0; row < codes.Length; row++)
        {
            var ofRow = Of(codes[row]);
            for (int i = 0, at = (firstColumn * Forest.BlockRows) + row; i < ofRow.Length; i++, at += Forest.BlockRows)
                columns[at] = ofRow[i];
        }
    }

    private ReadOnlySpan<int> Of(float code) =>
        answers.AsSpan((code >= 0 && code < binByCode.Length ? binByCode[(int)code] : FeatureBins.Missing) * count, count);
}
