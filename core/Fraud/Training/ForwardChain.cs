namespace MerchantOps.Fraud.Training;

/// <summary>Rows that a model is tried on, and the earlier ones whose labels were known by then.</summary>
internal readonly record struct ChainedPart(int[] Earlier, int[] Later)
{
    /// <summary>The newest rows in parts of equal number, oldest part first; each follows all rows that are a gap older than its first.</summary>
    /// <param name="among">Rising, so oldest first.</param>
    public static IEnumerable<ChainedPart> Of(TrainingRows rows, int[] among, FraudTrainingOptions options)
    {
        var gap = TimeSpan.FromTicks(Math.Min(options.LabelDelay.Ticks, (rows[among[^1]].At - rows[among[0]].At).Ticks / 10));
        var from = (int)(among.Length * (1 - options.ValidationShare));
        for (var fold = 0; fold < options.Folds; fold++)
        {
            var (first, last) = (Cut(fold), Cut(fold + 1));
            if (first == last)
                continue;
            var known = rows[among[first]].At - gap;
            var earlier = Array.FindIndex(among, row => rows[row].At > known) is >= 0 and var end ? among[..Math.Min(end, first)] : among[..first];
            yield return new ChainedPart(earlier, among[first..last]);
        }

        int Cut(int fold) => from + (int)((long)(among.Length - from) * fold / options.Folds);
    }
}
