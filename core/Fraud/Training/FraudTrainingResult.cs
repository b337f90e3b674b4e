using MerchantOps.Learning.Measures;

namespace MerchantOps.Fraud.Training;

/// <summary>A model as learned, and how its like did on later rows.</summary>
/// <param name="Validation">On the newest rows, each scored by a model of earlier ones; null when there were too few frauds to try.</param>
public sealed record FraudTrainingResult(FraudModel Model, ValidationScores? Validation);

/// <summary>Scores of rows that the scoring model had not seen.</summary>
/// <param name="Rows">Which of the <see cref="TrainingRows"/>, rising.</param>
/// <param name="LogOdds">Before calibration.</param>
/// <param name="Probabilities">Calibrated, on these very rows.</param>
/// <param name="Labels">1 for fraud, else 0.</param>
/// <param name="Weights">What each row counts.</param>
public sealed record ValidationScores(int[] Rows, double[] LogOdds, double[] Probabilities, float[] Labels, float[] Weights)
{
    public RankedScores Rank() => new(Probabilities, Labels, Weights);
}
