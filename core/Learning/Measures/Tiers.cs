namespace MerchantOps.Learning.Measures;

/// <summary>The different values among scores, falling, and which of them each row has.</summary>
internal readonly record struct Tiers(double[] Scores, int[] OfRow)
{
    /// <exception cref="ArgumentException">Lengths differ, a score is not a number, or a label is neither 0 nor 1.</exception>
    public static Tiers Of(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels)
    {
        if (scores.Length != labels.Length)
            throw new ArgumentException($"{scores.Length} scores are given for {labels.Length} labels.", nameof(labels));
        if (labels.IndexOfAnyExcept(0f, 1f) is >= 0 and var row)
            throw new ArgumentException($"The label of row {row} is neither 0 nor 1.", nameof(labels));

        var (sorted, order, ofRow) = (scores.ToArray(), new int[scores.Length], new int[scores.Length]);
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(sorted, order);
        if (sorted is [double.NaN, ..])
            throw new ArgumentException("A score is not a number.", nameof(scores));

        var different = new List<double>();
        for (var i = sorted.Length - 1; i >= 0; i--)
        {
            if (different.Count == 0 || sorted[i] < different[^1])
                different.Add(sorted[i]);
            ofRow[order[i]] = different.Count - 1;
        }

        return new Tiers([.. different], ofRow);
    }
}
