using MerchantOps.Fraud.Training;
using MerchantOps.Learning.Calibration;
using MerchantOps.Learning.Measures;

namespace MerchantOps.Evaluation.Fraud;

/// <summary>
/// One night at the gate: later orders whose frauds have a higher true log-odds, seen by two models that share most of their errors, as models
/// of the same signals do, and differ by errors of their own. How much own error costs 0.03 of average precision is found on a large sample
/// first, so that the true difference is known and not estimated from the night.
/// </summary>
internal sealed class SimulatedNight(int seed, int orders, int frauds)
{
    public const double SmallError = 0.6;

    private const double Separation = 3.2, SharedError = 0.8;

    private readonly Random random = new(seed);

    /// <param name="championError">Standard deviation of the champion's own errors, in log-odds.</param>
    public PromotionEvidence Draw(double championError, double challengerError)
    {
        var (truth, labels) = Truth();
        var (champion, challenger) = (Seen(truth, championError), Seen(truth, challengerError));
        return new PromotionEvidence(Calibrated(challenger, labels), Calibrated(champion, labels), null, labels, [.. labels.Select(static _ => 1f)], [], Microseconds: 2);
    }

    /// <summary>The average precision of a model with such errors.</summary>
    public double PrecisionOf(double error)
    {
        var (truth, labels) = Truth();
        return new RankedScores(Seen(truth, error), labels).AveragePrecision();
    }

    private (double[] Truth, float[] Labels) Truth()
    {
        var (truth, labels) = (new double[orders], new float[orders]);
        for (var i = 0; i < orders; i++)
        {
            labels[i] = i < frauds ? 1 : 0;
            truth[i] = (labels[i] * Separation) + (SharedError * Normal()) + Normal();
        }

        return (truth, labels);
    }

    private double[] Seen(double[] truth, double error) => Array.ConvertAll(truth, t => t + (error * Normal()));

    private static double[] Calibrated(double[] scores, float[] labels)
    {
        var calibration = PlattCalibration.Fit(scores, labels, []);
        return Array.ConvertAll(scores, calibration.Calibrate);
    }

    // Box and Muller.
    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
