using MerchantOps.Learning.Data;

namespace MerchantOps.Learning.Trees;

/// <summary>
/// Cuts one feature into at most 255 bins: numbers at quantiles, every value its own bin where there are few; categories by their code,
/// the most frequent first. Missing values have a bin of their own, <see cref="Missing"/>. Immutable.
/// </summary>
internal sealed class FeatureBins
{
    /// <summary>After all others; also of a category that is unknown or too rare for a bin.</summary>
    public const byte Missing = 255;

    /// <summary>Enough to place 255 quantiles within a thousandth of the rows.</summary>
    private const int SampleRows = 1 << 17;

    private readonly int[] orderedCuts;
    private readonly byte[] byCode;

    private FeatureBins(int count, float[] cuts, byte[] byCode, FeatureKind kind)
    {
        Count = count;
        Kind = kind;
        this.byCode = byCode;
        orderedCuts = Array.ConvertAll(cuts, OrderedFloat.Of);
    }

    /// <summary>Bins of values, 1 to 255, numbered from 0.</summary>
    public int Count { get; }

    public FeatureKind Kind { get; }

    /// <summary>A number belongs to the first bin whose cut is not below it, as <see cref="OrderedFloat"/>; all numbers lie below the last one's.</summary>
    public int OrderedCut(int bin) => bin < orderedCuts.Length ? orderedCuts[bin] : OrderedFloat.Highest - 1;

    /// <summary>Category codes and the bin each has.</summary>
    public ReadOnlySpan<byte> BinByCode => byCode;

    public static FeatureBins Of(Feature feature, ReadOnlySpan<float> column, int maxBins) =>
        feature.Kind == FeatureKind.Category ? OfCategories(feature, column, maxBins) : OfNumbers(column, maxBins);

    private static FeatureBins OfNumbers(ReadOnlySpan<float> column, int maxBins)
    {
        var sample = Sample(column);
        Array.Sort(sample);
        var start = Array.FindIndex(sample, static x => !float.IsNaN(x));
        var (values, counts) = start < 0 ? ([], []) : Distinct(sample.AsSpan(start));
        var cuts = values.Count <= maxBins ? BetweenAll(values) : AtQuantiles(values, counts, maxBins);
        return new FeatureBins(cuts.Length + 1, cuts, [], FeatureKind.Number);
    }

    private static float[] Sample(ReadOnlySpan<float> column)
    {
        if (column.Length <= SampleRows)
            return column.ToArray();
        var sample = new float[SampleRows];
        for (var i = 0; i < sample.Length; i++)
            sample[i] = column[(int)((long)i * column.Length / SampleRows)];
        return sample;
    }

    private static (List<float> Values, List<int> Counts) Distinct(ReadOnlySpan<float> sorted)
    {
        var (values, counts) = (new List<float>(), new List<int>());
        foreach (var value in sorted)
        {
            if (values.Count == 0 || values[^1] != value)
            {
                values.Add(value);
                counts.Add(0);
            }

            counts[^1]++;
        }

        return (values, counts);
    }

    private static float[] BetweenAll(List<float> values)
    {
        var cuts = new float[Math.Max(0, values.Count - 1)];
        for (var i = 0; i < cuts.Length; i++)
            cuts[i] = Between(values[i], values[i + 1]);
        return cuts;
    }

    /// <summary>Closes a bin when it has its share of the rows not yet in bins of their own, and around values that have a share alone.</summary>
    private static float[] AtQuantiles(List<float> values, List<int> counts, int maxBins)
    {
        var rest = (double)counts.Sum();
        var share = rest / maxBins;
        var (heavy, bins) = (new bool[values.Count], maxBins);
        for (var i = 0; i < heavy.Length; i++)
            if (heavy[i] = counts[i] >= share)
                (rest, bins) = (rest - counts[i], bins - 1);

        share = rest / Math.Max(1, bins);
        var cuts = new List<float>(maxBins);
        double filled = 0;
        for (var i = 0; i + 1 < values.Count && cuts.Count < maxBins - 1; i++)
        {
            if (!heavy[i])
                (rest, filled) = (rest - counts[i], filled + counts[i]);
            if (!heavy[i] && filled < share && !(heavy[i + 1] && filled >= share / 2))
                continue;

            cuts.Add(Between(values[i], values[i + 1]));
            if (!heavy[i])
                share = rest / Math.Max(1, --bins);
            filled = 0;
        }

        return [.. cuts];
    }

    /// <summary>A number that is not below <paramref name="low"/> and is below <paramref name="high"/>.</summary>
    private static float Between(float low, float high)
    {
        var middle = (float)(((double)low + high) / 2);
        return middle >= low && middle < high ? middle : low;
    }

    private static FeatureBins OfCategories(Feature feature, ReadOnlySpan<float> column, int maxBins)
    {
        var counts = new int[feature.Categories.Count];
        foreach (var code in column)
            if (code >= 0 && code < counts.Length)
                counts[(int)code]++;

        var byFrequency = Enumerable.Range(0, counts.Length).OrderByDescending(code => counts[code]).ThenBy(static code => code).ToArray();
        var count = Math.Max(1, Math.Min(maxBins, byFrequency.Length));
        var byCode = new byte[counts.Length];
        for (var rank = 0; rank < byFrequency.Length; rank++)
            byCode[byFrequency[rank]] = rank < count ? (byte)rank : Missing;
        return new FeatureBins(count, [], byCode, FeatureKind.Category);
    }

    public byte BinOf(float value)
    {
        if (Kind == FeatureKind.Category)
            return value >= 0 && value < byCode.Length ? byCode[(int)value] : Missing;
        if (float.IsNaN(value))
            return Missing;

        // Without branches, of which half would be guessed wrongly.
        int key = OrderedFloat.Of(value), low = 0;
        for (var length = orderedCuts.Length; length > 0;)
        {
            var half = (length + 1) >> 1;
            low += half & -(key > orderedCuts[low + half - 1] ? 1 : 0);
            length -= half;
        }

        return (byte)low;
    }
}
