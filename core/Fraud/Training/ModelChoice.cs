using MerchantOps.Learning.Measures;

namespace MerchantOps.Fraud.Training;

/// <summary>
/// Which columns and how deep trees: as given, of two levels, and of two levels without what is known of the shop, whichever ranks the newest rows
/// best when learned from the earlier ones. Where few shops sell, their signals only tell the time, and where fraud is hard to see, deep trees
/// learn noise. Half the trees are enough to tell. Stateless.
/// </summary>
internal static class ModelChoice
{
    private const int ShallowDepth = 2;

    private const double NewestShare = 0.3;

    /// <returns>What was given when there are too few frauds to tell.</returns>
    public static (int[] Columns, FraudTrainingOptions Options) Of(TrainingRows rows, RowDraw drawn, int[] columns, FraudTrainingOptions options, CancellationToken ct)
    {
        var part = ChainedPart.Of(rows, drawn.Rows, options with { Folds = 1, ValidationShare = NewestShare }).FirstOrDefault();
        if (options.Folds == 0 || part.Later is null || !Tells(rows, part.Earlier, options) || !Tells(rows, part.Later, options))
            return (columns, options);

        var earlier = drawn.Take(rows, part.Earlier, options.MaxFoldRows, options.Seed);
        var labels = Array.ConvertAll(part.Later, row => rows[row].Fraud ? 1f : 0f);
        var weights = Array.ConvertAll(part.Later, row => drawn.Weights[row]);
        var (best, chosen) = (double.NegativeInfinity, (columns, options));
        foreach (var candidate in Candidates(rows, columns, options))
        {
            var half = candidate.Options with { Trees = candidate.Options.Trees with { Trees = Math.Max(1, candidate.Options.Trees.Trees / 2) } };
            var scores = TrainingPipeline.ScoresOf(TrainingPipeline.Learn(rows, earlier, candidate.Columns, half, ct), rows, part.Later, candidate.Columns);
            var precision = new RankedScores(scores, labels, weights).AveragePrecision();
            if (precision > best)
                (best, chosen) = (precision, candidate);
        }

        return chosen;
    }

    private static IEnumerable<(int[] Columns, FraudTrainingOptions Options)> Candidates(TrainingRows rows, int[] columns, FraudTrainingOptions options)
    {
        var shallow = options with { Trees = options.Trees with { MaxDepth = Math.Min(ShallowDepth, options.Trees.MaxDepth) } };
        int[] withoutShop = [.. columns.Where(j => !rows.Features[j].Name.StartsWith("shop_", StringComparison.Ordinal))];
        yield return (columns, options);
        yield return (columns, shallow);
        if (withoutShop.Length > 0 && withoutShop.Length < columns.Length)
            yield return (withoutShop, shallow);
    }

    private static bool Tells(TrainingRows rows, int[] among, FraudTrainingOptions options) =>
        among.Count(row => rows[row].Fraud) is var frauds && frauds >= options.MinFrauds && frauds < among.Length;
}
