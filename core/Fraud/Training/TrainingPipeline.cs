using System.Globalization;
using MerchantOps.Learning.Calibration;
using MerchantOps.Learning.Files;
using MerchantOps.Learning.Measures;
using MerchantOps.Learning.Trees;

namespace MerchantOps.Fraud.Training;

/// <summary>
/// From labelled orders to a calibrated model: boosted trees over the columns that vary, learned from all rows, and probabilities fitted
/// on the newest rows as models of earlier rows score them (forward chaining), since a model is too sure of what it has learned from.
/// Pure; the same rows and options give the same model. Some seconds for 300,000 rows; beside the rows it holds one table of those
/// columns at a time. Stateless.
/// </summary>
public static class TrainingPipeline
{
    private const int LeastToCalibrate = 10;

    /// <returns>Null when there are fewer frauds than <see cref="FraudTrainingOptions.MinFrauds"/>, no good orders, or nothing that tells them apart.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="OperationCanceledException"/>
    public static FraudTrainingResult? Train(TrainingRows rows, FraudTrainingOptions options, CancellationToken ct)
    {
        if (rows.Frauds < options.MinFrauds || rows.Frauds == rows.Count)
            return null;

        var all = RowDraw.All(rows);
        var drawn = all.Take(rows, all.Rows, options.MaxRows, options.Seed);
        var columns = rows.VaryingColumns(drawn.Rows);
        if (columns.Length == 0)
            return null;

        (columns, options) = ModelChoice.Of(rows, drawn, columns, options, ct);
        var scores = Validate(rows, drawn, columns, options, ct);
        var calibration = scores is null ? PlattCalibration.None : PlattCalibration.Fit(scores.LogOdds, scores.Labels, scores.Weights);
        var validation = scores is null ? null : scores with { Probabilities = Array.ConvertAll(scores.LogOdds, calibration.Calibrate) };
        var trees = Learn(rows, drawn, columns, options, ct);
        var identity = new FraudModelIdentity(options.Version, rows.FeatureVersion, rows.Features.Count);
        return new FraudTrainingResult(new FraudModel(identity, columns, trees, calibration, Describe(rows, drawn, validation, options)), validation);
    }

    internal static BoostedTreesModel Learn(TrainingRows rows, RowDraw drawn, int[] columns, FraudTrainingOptions options, CancellationToken ct) =>
        new BoostedTreesLearner(options.Trees with { Seed = options.Seed }).Learn(rows.Table(drawn.Rows, columns, drawn.Weights), ct);

    private static ValidationScores? Validate(TrainingRows rows, RowDraw drawn, int[] columns, FraudTrainingOptions options, CancellationToken ct)
    {
        var (tried, scores) = (new List<int>(), new List<double>());
        foreach (var part in ChainedPart.Of(rows, drawn.Rows, options))
        {
            var earlier = drawn.Take(rows, part.Earlier, options.MaxFoldRows, options.Seed);
            var frauds = earlier.Rows.Count(row => rows[row].Fraud);
            if (frauds < options.MinFrauds || frauds == earlier.Rows.Length)
                continue;
            tried.AddRange(part.Later);
            scores.AddRange(ScoresOf(Learn(rows, earlier, columns, options, ct), rows, part.Later, columns));
        }

        var labels = tried.ConvertAll(row => rows[row].Fraud ? 1f : 0f);
        return labels.Sum() is var known && known >= LeastToCalibrate && known < labels.Count
            ? new ValidationScores([.. tried], [.. scores], [], [.. labels], [.. tried.Select(row => drawn.Weights[row])])
            : null;
    }

    internal static double[] ScoresOf(BoostedTreesModel trees, TrainingRows rows, int[] among, int[] columns)
    {
        var (scores, row) = (new double[among.Length], new float[columns.Length]);
        for (var i = 0; i < among.Length; i++)
        {
            var features = rows[among[i]].Features;
            for (var j = 0; j < columns.Length; j++)
                row[j] = features[columns[j]];
            trees.Score(row, scores.AsSpan(i, 1));
        }

        return scores;
    }

    private static ModelCard Describe(TrainingRows rows, RowDraw drawn, ValidationScores? validation, FraudTrainingOptions options) =>
        new("fraud of orders", FraudModel.Kind, rows.Features, drawn.Rows.Length)
        {
            TrainedFrom = rows[0].At,
            TrainedTo = rows[rows.Count - 1].At,
            TrainedAt = options.TrainedAt,
            Metrics = MetricsOf(rows, validation),
            Options = new Dictionary<string, string>
            {
                ["trees"] = options.Trees.Trees.ToString(CultureInfo.InvariantCulture),
                ["learningRate"] = options.Trees.LearningRate.ToString(CultureInfo.InvariantCulture),
                ["maxDepth"] = options.Trees.MaxDepth.ToString(CultureInfo.InvariantCulture),
                ["folds"] = options.Folds.ToString(CultureInfo.InvariantCulture),
                ["labelDelay"] = options.LabelDelay.ToString("c", CultureInfo.InvariantCulture),
                ["seed"] = options.Seed.ToString(CultureInfo.InvariantCulture),
            },
        };

    private static Dictionary<string, double> MetricsOf(TrainingRows rows, ValidationScores? validation)
    {
        var metrics = new Dictionary<string, double> { ["orders"] = rows.Count, ["frauds"] = rows.Frauds };
        if (validation is not { } tried)
            return metrics;

        var ranked = tried.Rank();
        metrics["validationOrders"] = tried.Rows.Length;
        metrics["validationFrauds"] = tried.Labels.Sum();
        metrics["auc"] = ranked.Auc();
        metrics["averagePrecision"] = ranked.AveragePrecision();
        metrics["recallAt1PercentFalsePositives"] = ranked.RecallAtFalsePositiveRate(0.01);
        metrics["logLoss"] = ProbabilityMeasures.LogLoss(tried.Probabilities, tried.Labels, tried.Weights);
        metrics["calibrationError"] = ProbabilityMeasures.ExpectedCalibrationError(tried.Probabilities, tried.Labels, tried.Weights);
        return metrics;
    }
}
