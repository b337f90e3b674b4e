using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MerchantOps.Learning.Trees;

/// <summary>Finds the best split of one feature from its histogram. Stateless.</summary>
internal static class SplitFinder
{
    private const int Slots = HistogramPass.Slots;

    /// <param name="histogram">A sum per bin, 256 of them.</param>
    /// <param name="sums">Of the node.</param>
    /// <param name="direction">1 or -1 where the prediction must be monotone in the feature, 0 elsewhere.</param>
    /// <param name="above">What the split must gain more than.</param>
    /// <returns>Null where no split is allowed or gains enough.</returns>
    public static Split? Find(
        ReadOnlySpan<long> histogram, int feature, FeatureBins bins, GradientSums sums, SplitRules rules, Bounds bounds, int direction, double above)
    {
        if (bins.Kind == Data.FeatureKind.Category)
            return CategorySplit.Find(histogram, feature, bins.Count, sums, rules, bounds, above);
        if (bins.Count < 2 && histogram[FeatureBins.Missing] == 0)
            return null;
        return direction != 0 || bounds.Any || rules.Options.L1 > 0
            ? FindConstrained(histogram, feature, bins.Count, sums, rules, bounds, direction, above)
            : FindFree(histogram, feature, bins.Count, sums, rules, above);
    }

    [SkipLocalsInit]
    private static Split? FindFree(ReadOnlySpan<long> histogram, int feature, int count, GradientSums sums, SplitRules rules, double above)
    {
        Span<int> firsts = stackalloc int[Slots], seconds = stackalloc int[Slots];
        Accumulate(histogram, count, firsts, seconds);
        var missing = new GradientSums(histogram[FeatureBins.Missing]);

        // The last cut parts the missing from all others.
        var right = BestCut(firsts, seconds, missing.Packed == 0 ? count - 1 : count, default, sums, rules);
        var left = missing.Packed == 0 ? (Gain: 0, Bin: -1) : BestCut(firsts, seconds, count - 1, missing, sums, rules);
        var (best, missingLeft) = left.Gain > right.Gain ? (left, true) : (right, missing.Packed == 0 && HeavierLeft(seconds, right.Bin, sums));
        if (best.Bin < 0)
            return null;

        var sumsLeft = new GradientSums(GradientSums.Pack(firsts[best.Bin], seconds[best.Bin])) + (missingLeft ? missing : default);
        var gain = (best.Gain - Score(sums, rules)) * rules.Unit.First * rules.Unit.First / rules.Unit.Second;
        return gain > above ? new Split(gain, feature, Middle(histogram, best.Bin, count), missingLeft, false, default, sumsLeft) : null;
    }

    private static void Accumulate(ReadOnlySpan<long> histogram, int count, Span<int> firsts, Span<int> seconds)
    {
        long sum = 0;
        for (var bin = 0; bin < count; bin++)
        {
            sum += histogram[bin];
            (firsts[bin], seconds[bin]) = ((int)(sum >> 32), (int)sum);
        }

        var padded = (count + Vector<int>.Count - 1) & -Vector<int>.Count;
        firsts[count..padded].Clear();
        seconds[count..padded].Clear();
    }

    /// <summary>Values that were missing in no row go where most rows went.</summary>
    private static bool HeavierLeft(Span<int> seconds, int bin, GradientSums sums) => bin >= 0 && seconds[bin] > sums.Second / 2;

    /// <summary>Where the neighbouring bins are empty, the cut stands in the middle between the nearest rows on both sides.</summary>
    private static int Middle(ReadOnlySpan<long> histogram, int bin, int count)
    {
        int low = bin, high = bin + 1;
        while (low > 0 && histogram[low] == 0)
            low--;
        while (high < count && histogram[high] == 0)
            high++;
        return high >= count ? bin : (low + high - 1) / 2;
    }

    private static float Score(GradientSums sums, SplitRules rules) =>
        (float)sums.First * sums.First / (sums.Second + (float)(rules.Options.L2 / rules.Unit.Second));

    /// <summary>The greatest sum of both sides' G² / (H + L2), in units of the sums, over the first <paramref name="cuts"/> cuts; the first of equals.</summary>
    private static (float Gain, int Bin) BestCut(
        Span<int> firsts, Span<int> seconds, int cuts, GradientSums atLeft, GradientSums sums, SplitRules rules)
    {
        var l2 = new Vector<float>((float)(rules.Options.L2 / rules.Unit.Second));
        var least = new Vector<float>(Math.Max(1, (float)(rules.Options.MinChildWeight / rules.Unit.Second)));
        var (g, h) = (new Vector<int>(sums.First), new Vector<int>(sums.Second));
        var (gMissing, hMissing) = (new Vector<int>(atLeft.First), new Vector<int>(atLeft.Second));
        var (best, bestBin, bin) = (Vector<float>.Zero, new Vector<int>(-1), Vector<int>.Indices);
        Span<Vector<int>> gs = MemoryMarshal.Cast<int, Vector<int>>(firsts), hs = MemoryMarshal.Cast<int, Vector<int>>(seconds);
        for (var v = 0; v * Vector<int>.Count < cuts; v++, bin += new Vector<int>(Vector<int>.Count))
        {
            Vector<int> leftFirst = gs[v] + gMissing, leftSecond = hs[v] + hMissing;
            Vector<float> gl = Vector.ConvertToSingle(leftFirst), hl = Vector.ConvertToSingle(leftSecond);
            Vector<float> gr = Vector.ConvertToSingle(g - leftFirst), hr = Vector.ConvertToSingle(h - leftSecond);
            var score = (gl * gl / (hl + l2)) + (gr * gr / (hr + l2));
            var allowed = Vector.GreaterThanOrEqual(Vector.Min(hl, hr), least) & Vector.LessThan(bin, new Vector<int>(cuts)) & Vector.GreaterThan(score, best);
            best = Vector.ConditionalSelect(allowed, score, best);
            bestBin = Vector.ConditionalSelect(allowed, bin, bestBin);
        }

        var (gain, at) = (0f, -1);
        for (var lane = 0; lane < Vector<int>.Count; lane++)
            if (bestBin[lane] >= 0 && (best[lane] > gain || (best[lane] == gain && bestBin[lane] < at)))
                (gain, at) = (best[lane], bestBin[lane]);
        return (gain, at);
    }

    private static Split? FindConstrained(
        ReadOnlySpan<long> histogram, int feature, int count, GradientSums sums, SplitRules rules, Bounds bounds, int direction, double above)
    {
        var missing = new GradientSums(histogram[FeatureBins.Missing]);
        var whole = rules.Gain(sums, rules.Weight(sums, bounds));
        Split? best = null;
        for (var side = 0; side < (missing.Packed == 0 ? 1 : 2); side++)
        {
            var left = side == 1 ? missing : default;
            for (var bin = 0; bin < (missing.Packed == 0 || side == 1 ? count - 1 : count); bin++)
            {
                left += new GradientSums(histogram[bin]);
                var right = sums - left;
                if (rules.TooSmall(left) || rules.TooSmall(right))
                    continue;
                double low = rules.Weight(left, bounds), high = rules.Weight(right, bounds);
                if ((high - low) * direction < 0)
                    continue;
                var gain = rules.Gain(left, low) + rules.Gain(right, high) - whole;
                if (gain > (best?.Gain ?? above))
                    best = new Split(gain, feature, bin, side == 1 || (missing.Packed == 0 && left.Second > sums.Second / 2), false, default, left);
            }
        }

        return best;
    }
}
