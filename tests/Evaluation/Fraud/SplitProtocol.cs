using MerchantOps.Fraud.Signals;
using MerchantOps.Fraud.Training;

namespace MerchantOps.Evaluation.Fraud;

/// <summary>The peers' own protocol: one model fitted on the history rows within the train dates; only the signals are live.</summary>
internal static class SplitProtocol
{
    private const int MaxRows = 1_000_000;

    /// <returns>Every order; those within the test dates are scored.</returns>
    public static (List<ReplayedRow> Rows, int Doubled) Run(FraudInput input, FraudOptions options, CancellationToken ct)
    {
        var replay = new SignalReplay(input, options);
        var rows = replay.Run(ct);
        var train = rows.Where(r => r.Part is null && options.Train.Holds(r.At)).Select(static r => new TrainingRow(r.Features, r.Fraud, r.At));
        var training = new TrainingRows(OrderFeatures.Features, OrderFeatures.Version, train);
        var result = TrainingPipeline.Train(training, new FraudTrainingOptions { Version = "split", MaxRows = MaxRows }, ct)
            ?? throw new BadInputException("The history has too few frauds to learn from.");
        foreach (var row in rows)
            row.Score = result.Model.Predict(row.Features);
        return (rows, replay.Doubled);
    }
}
