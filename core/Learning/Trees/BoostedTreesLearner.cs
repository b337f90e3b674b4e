using System.ComponentModel.DataAnnotations;
using MerchantOps.Learning.Data;

namespace MerchantOps.Learning.Trees;

/// <summary>
/// Gradient-boosted decision trees over histograms (Friedman, "Greedy function approximation: a gradient boosting machine", 2001; Chen and
/// Guestrin, "XGBoost", 2016; Ke et al., "LightGBM", 2017). The first choice for tables of numbers and categories from some hundred rows
/// up; not for text, nor where a prediction must go beyond the range seen in training. Costs about rows × features per tree and
/// level, on the part of the rows drawn; some 60 bytes per row beside the table, and 2 kB per leaf and feature drawn. Same seed, same model,
/// whatever the number of threads. Holds no state; thread-safe.
/// </summary>
public sealed class BoostedTreesLearner
{
    private readonly BoostedTreesOptions options;

    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public BoostedTreesLearner(BoostedTreesOptions options)
    {
        var faults = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true))
            throw new ArgumentException(faults[0].ErrorMessage, nameof(options));
        if (options.Monotone.FirstOrDefault(static m => m.Value is not (1 or -1)) is { Key: { } name })
            throw new ArgumentException($"The monotone direction of {name} must be 1 or -1.", nameof(options));
        if (options.ClassWeights.Any(static w => !((float)w > 0 && float.IsFinite((float)w))))
            throw new ArgumentException("Class weights must be finite and above 0.", nameof(options));
        this.options = options;
    }

    public BoostedTreesModel Learn(Dataset train, CancellationToken ct) => Learn(train, null, null, ct);

    /// <param name="validation">Later rows of the same features that are only looked at, for the loss and for early stopping.</param>
    /// <param name="progress">Told after every round.</param>
    /// <exception cref="ArgumentException">
    /// The rows do not fit the options: none that weigh anything, labels that are no classes, one class alone, unknown feature names, a validation part
    /// of other features, labels times weights beyond 1e15.
    /// </exception>
    /// <exception cref="OperationCanceledException"/>
    public BoostedTreesModel Learn(Dataset train, Dataset? validation, IProgress<LearningProgress>? progress, CancellationToken ct)
    {
        var classes = TrainingChecks.Check(train, validation, options);
        using var team = new WorkerTeam(options.Threads);
        var boosting = new Boosting(train, validation, Loss.Of(options.Objective, classes), options, team, ct);
        var (best, bestRound) = (double.PositiveInfinity, 0);
        for (var round = 1; round <= options.Trees; round++)
        {
            boosting.Round(round, ct);
            var loss = boosting.ValidationLoss();
            progress?.Report(new LearningProgress(round, options.Trees, loss));
            if (loss is null || loss < best)
                (best, bestRound) = (loss ?? best, round);
            else if (options.EarlyStopping > 0 && round - bestRound >= options.EarlyStopping)
                break;
        }

        return boosting.Model(options.EarlyStopping > 0 ? bestRound : options.Trees);
    }
}
