namespace MerchantOps.Learning.Measures;

/// <summary>
/// The population stability index of live values against those a model was trained or accepted on (Siddiqi 2006, "Credit Risk
/// Scorecards"): below 0.1 little has moved, above 0.25 much has. Numbers fall into bins of equal share in the reference, categories
/// stand for themselves; missing values have a bin of their own. Keeps the bins, not the values. Needs some hundred values on either
/// side: few values look like drift. Fitting sorts once, comparing takes log(bins) per value. Immutable and thread-safe.
/// </summary>
public sealed class PopulationStability
{
    // An empty bin counts as one in ten thousand: the logarithm needs something.
    private const double SmallestShare = 1e-4;

    private readonly float[] edges;
    private readonly bool exact;
    private readonly double[] shares;

    private PopulationStability(float[] edges, bool exact, ReadOnlySpan<float> reference)
    {
        if (reference.IsEmpty)
            throw new ArgumentException("There are no values to compare with.", nameof(reference));
        (this.edges, this.exact) = (edges, exact);
        shares = SharesOf(reference);
    }

    /// <param name="reference">NaN for missing.</param>
    /// <param name="bins">2 to 1000; fewer are made where values repeat.</param>
    /// <exception cref="ArgumentException">There are no values, or the bins are out of range.</exception>
    public static PopulationStability OfNumbers(ReadOnlySpan<float> reference, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, 1000);
        var sorted = Present(reference);
        var edges = Enumerable.Range(1, bins - 1).Select(i => sorted.Length == 0 ? 0 : sorted[(int)((long)i * sorted.Length / bins)]);
        return new PopulationStability([.. edges.Distinct()], exact: false, reference);
    }

    /// <param name="reference">Codes; NaN for missing. Codes that come later only share one bin.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static PopulationStability OfCategories(ReadOnlySpan<float> reference) =>
        new([.. Present(reference).Distinct()], exact: true, reference);

    /// <summary>0 when <paramref name="current"/> is distributed as the reference was, with no upper end.</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public double Of(ReadOnlySpan<float> current)
    {
        if (current.IsEmpty)
            throw new ArgumentException("There are no values to compare.", nameof(current));

        var (now, index) = (SharesOf(current), 0.0);
        for (var bin = 0; bin < shares.Length; bin++)
        {
            var (expected, actual) = (Math.Max(shares[bin], SmallestShare), Math.Max(now[bin], SmallestShare));
            index += (actual - expected) * Math.Log(actual / expected);
        }

        return index;
    }

    private double[] SharesOf(ReadOnlySpan<float> values)
    {
        // Beside those between edges: missing values, and unknown categories.
        var counts = new double[edges.Length + 3];
        foreach (var value in values)
            counts[BinOf(value)] += 1.0 / values.Length;
        return counts;
    }

    private int BinOf(float value)
    {
        if (float.IsNaN(value))
            return edges.Length + 1;
        var found = Array.BinarySearch(edges, value);
        return found >= 0 ? exact ? found : found + 1 : exact ? edges.Length + 2 : ~found;
    }

    private static float[] Present(ReadOnlySpan<float> values)
    {
        var present = Array.FindAll(values.ToArray(), static v => !float.IsNaN(v));
        Array.Sort(present);
        return present;
    }
}
