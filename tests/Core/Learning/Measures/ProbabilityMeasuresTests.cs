using MerchantOps.Learning.Measures;

namespace MerchantOps.Tests.Core.Learning.Measures;

public sealed class ProbabilityMeasuresTests
{
    [Fact]
    public void Log_loss_and_brier_are_those_of_the_reference()
    {
        var (scores, labels, weights) = Rankings.Golden();

        // sklearn.metrics 1.2.1: log_loss, brier_score_loss; without and with sample_weight.
        Assert.Equal(0.5080662513900649, ProbabilityMeasures.LogLoss(scores, labels), 12);
        Assert.Equal(0.16796269973532005, ProbabilityMeasures.Brier(scores, labels), 12);
        Assert.Equal(0.5032510175696865, ProbabilityMeasures.LogLoss(scores, labels, weights), 12);
        Assert.Equal(0.16616570144108425, ProbabilityMeasures.Brier(scores, labels, weights), 12);
    }

    [Fact]
    public void Log_loss_over_classes_is_that_of_the_reference()
    {
        int[] labels = [.. Enumerable.Range(0, 400).Select(static i => i % 3)];
        double[] probabilities = [.. Enumerable.Range(0, 400).SelectMany(static i =>
        {
            double[] parts = [1 + (i % 4), 1 + (i % 5), 1 + (i % 7)];
            return parts.Select(p => p / parts.Sum());
        })];

        // sklearn.metrics 1.2.1: log_loss.
        Assert.Equal(1.2150021251555836, ProbabilityMeasures.LogLoss(probabilities, labels, 3), 12);
    }

    [Fact]
    public void A_certain_error_costs_much_but_not_everything() =>
        Assert.InRange(ProbabilityMeasures.LogLoss([0], [1]), 34, 35);

    [Fact]
    public void What_happens_as_often_as_foretold_is_calibrated()
    {
        var random = new Random(3);
        double[] probabilities = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextDouble())];
        float[] labels = [.. probabilities.Select(p => random.NextDouble() < p ? 1f : 0)];

        Assert.InRange(ProbabilityMeasures.ExpectedCalibrationError(probabilities, labels), 0, 0.01);
        Assert.InRange(ProbabilityMeasures.ExpectedCalibrationError([.. probabilities.Select(static p => p * p)], labels), 0.15, 0.18);
    }

    [Fact]
    public void Calibration_error_is_that_worked_out_by_hand()
    {
        // Bins [0, ½) and [½, 1]: |0.3 - 1/2| over two rows, |0.9 - 1| over one; 1 itself lies in the last bin.
        Assert.Equal(((0.2 * 2) + 0.1) / 3, ProbabilityMeasures.ExpectedCalibrationError([0.2, 0.4, 0.9], [0, 1, 1], bins: 2), 12);
        Assert.Equal(0, ProbabilityMeasures.ExpectedCalibrationError([1], [1], bins: 2), 12);
    }

    [Fact]
    public void Lengths_that_differ_and_labels_that_are_no_class_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ProbabilityMeasures.Brier([0.1], [1, 0]));
        Assert.Throws<ArgumentException>(() => ProbabilityMeasures.LogLoss([0.1, 0.2], [1, 0], weights: [1]));
        Assert.Throws<ArgumentException>(() => ProbabilityMeasures.LogLoss([0.1, 0.2], [1, 0], 3));
        Assert.Throws<ArgumentException>(() => ProbabilityMeasures.LogLoss([0.5, 0.5, 0.5, 0.5], [2, 0], 2));
    }
}
