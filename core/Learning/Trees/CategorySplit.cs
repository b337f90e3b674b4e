namespace MerchantOps.Learning.Trees;

/// <summary>
/// Parts the categories of a feature in two. Few categories: one against all others, which fits less noise than sets do. Many: ordered by
/// their mean derivative, the best two sets are a head and a tail (Fisher, "On grouping for maximum homogeneity", 1958); the order is
/// smoothed towards nothing, and the gain is taken with an extra penalty, because many rare categories would fit noise. Missing
/// values are a category. Stateless.
/// </summary>
internal static class CategorySplit
{
    public static Split? Find(ReadOnlySpan<long> histogram, int feature, int count, GradientSums sums, SplitRules rules, Bounds bounds, double above)
    {
        Span<byte> filled = stackalloc byte[HistogramPass.Slots];
        var bins = 0;
        for (var bin = 0; bin < HistogramPass.Slots; bin++)
            if (histogram[bin] != 0 && (bin < count || bin == FeatureBins.Missing))
                filled[bins++] = (byte)bin;

        if (bins < 2)
            return null;
        return count <= rules.Options.CategoriesOneByOne
            ? OneAgainstRest(histogram, feature, filled[..bins], sums, rules, bounds, above)
            : HeadAgainstTail(histogram, feature, filled[..bins], sums, rules, bounds, above);
    }

    private static Split? OneAgainstRest(
        ReadOnlySpan<long> histogram, int feature, ReadOnlySpan<byte> filled, GradientSums sums, SplitRules rules, Bounds bounds, double above)
    {
        var (gains, whole) = (new Gains(rules, bounds, 0), rules.Gain(sums, rules.Weight(sums, bounds)));
        var (best, chosen) = (above, -1);
        foreach (var bin in filled)
            if (gains.Of(new GradientSums(histogram[bin]), sums) - whole is var gain && gain > best)
                (best, chosen) = (gain, bin);
        return chosen < 0 ? null : Split(best, feature, [(byte)chosen], new GradientSums(histogram[chosen]));
    }

    private static Split? HeadAgainstTail(
        ReadOnlySpan<long> histogram, int feature, Span<byte> filled, GradientSums sums, SplitRules rules, Bounds bounds, double above)
    {
        Span<double> means = stackalloc double[filled.Length];
        for (var i = 0; i < filled.Length; i++)
        {
            var own = new GradientSums(histogram[filled[i]]);
            means[i] = rules.First(own) / (rules.Second(own) + rules.Options.CategorySmoothing);
        }

        means.Sort(filled);
        var (gains, whole) = (new Gains(rules, bounds, rules.Options.CategorySmoothing), rules.Gain(sums, rules.Weight(sums, bounds)));
        var (best, head, left, leftOfBest) = (above, 0, default(GradientSums), default(GradientSums));
        for (var i = 0; i + 1 < filled.Length; i++)
        {
            left += new GradientSums(histogram[filled[i]]);
            if (gains.Of(left, sums) - whole is var gain && gain > best)
                (best, head, leftOfBest) = (gain, i + 1, left);
        }

        return head == 0 ? null : Split(best, feature, filled[..head], leftOfBest);
    }

    private static Split Split(double gain, int feature, ReadOnlySpan<byte> left, GradientSums sums)
    {
        var set = new BinSet();
        foreach (var bin in left)
            set.Add(bin);
        return new Split(gain, feature, 0, false, true, set, sums);
    }

    private readonly record struct Gains(SplitRules Rules, Bounds Bounds, double Smoothing)
    {
        /// <summary>Of both sides; nothing where one is too small.</summary>
        public double Of(GradientSums left, GradientSums sums)
        {
            var right = sums - left;
            return Rules.TooSmall(left) || Rules.TooSmall(right) ? double.NegativeInfinity : Of(left) + Of(right);
        }

        private double Of(GradientSums side) => Rules.Gain(side, Rules.Weight(side, Bounds, Smoothing), Smoothing);
    }
}
