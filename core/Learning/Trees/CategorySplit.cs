namespace MerchantOps.Learning.Trees;

/// <summary>
/// Parts the categories of a feature in two sets. Ordered by their mean derivative, the best two sets are a head and a tail (Fisher, "On
/// grouping for maximum homogeneity", 1958); the order is smoothed towards nothing, and the gain is taken with an extra penalty, because many
/// rare categories would fit noise. Missing values are a category. Stateless.
/// </summary>
internal static class CategorySplit
{
    public static Split? Find(ReadOnlySpan<long> histogram, int feature, int count, GradientSums sums, SplitRules rules, Bounds bounds, double above)
    {
        Span<byte> order = stackalloc byte[HistogramPass.Slots];
        Span<double> means = stackalloc double[HistogramPass.Slots];
        var filled = 0;
        for (var bin = 0; bin < HistogramPass.Slots; bin++)
            if (histogram[bin] != 0 && (bin < count || bin == FeatureBins.Missing))
            {
                var own = new GradientSums(histogram[bin]);
                means[filled] = rules.First(own) / (rules.Second(own) + rules.Options.CategorySmoothing);
                order[filled++] = (byte)bin;
            }

        means[..filled].Sort(order[..filled]);
        return Best(histogram, feature, order[..filled], sums, rules, bounds, above);
    }

    private static Split? Best(ReadOnlySpan<long> histogram, int feature, ReadOnlySpan<byte> order, GradientSums sums, SplitRules rules, Bounds bounds, double above)
    {
        var smoothing = order.Length > 2 ? rules.Options.CategorySmoothing : 0;
        var whole = rules.Gain(sums, rules.Weight(sums, bounds));
        var (best, head, left, leftOfBest) = (above, 0, default(GradientSums), default(GradientSums));
        for (var i = 0; i + 1 < order.Length; i++)
        {
            left += new GradientSums(histogram[order[i]]);
            var right = sums - left;
            if (rules.TooSmall(left) || rules.TooSmall(right))
                continue;
            var gain = rules.Gain(left, rules.Weight(left, bounds, smoothing), smoothing)
                + rules.Gain(right, rules.Weight(right, bounds, smoothing), smoothing) - whole;
            if (gain > best)
                (best, head, leftOfBest) = (gain, i + 1, left);
        }

        if (head == 0)
            return null;
        var set = new BinSet();
        foreach (var bin in order[..head])
            set.Add(bin);
        return new Split(best, feature, 0, false, true, set, leftOfBest);
    }
}
