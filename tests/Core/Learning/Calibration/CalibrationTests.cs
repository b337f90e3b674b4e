using MerchantOps.Learning.Calibration;
using MerchantOps.Learning.Files;
using MerchantOps.Learning.Measures;
using MerchantOps.Tests.Core.Learning.Measures;

namespace MerchantOps.Tests.Core.Learning.Calibration;

public sealed class CalibrationTests
{
    private static readonly double[] Asked = [0, 0.1, 0.333, 0.5, 0.777, 0.9, 1];

    [Fact]
    public void Isotonic_probabilities_are_those_of_the_reference()
    {
        var (scores, labels, weights) = Rankings.Golden();

        // sklearn 1.2.1: IsotonicRegression(out_of_bounds="clip"), without and with sample_weight.
        Near([0, 0.01098901, 0.15555556, 0.2, 0.57142857, 0.88421053, 0.95238095], IsotonicCalibration.Fit(scores, labels).Calibrate, 8);
        Near([0, 0.00568182, 0.15, 0.25531915, 0.64210526, 0.87179487, 0.94285714], IsotonicCalibration.Fit(scores, labels, weights).Calibrate, 8);

        static void Near(double[] expected, Func<double, double> calibrate, int digits) =>
            Assert.All(Asked.Zip(expected), pair => Assert.Equal(pair.Second, calibrate(pair.First), digits));
    }

    [Fact]
    public void The_sigmoid_is_that_of_the_reference()
    {
        var (scores, labels, weights) = Rankings.Golden();

        // sklearn 1.2.1: calibration._sigmoid_calibration, whose optimiser stops at about six digits.
        var (plain, weighted) = (PlattCalibration.Fit(scores, labels), PlattCalibration.Fit(scores, labels, weights));
        Assert.Equal(6.417577, plain.Slope, 4);
        Assert.Equal(-4.410215, plain.Intercept, 4);
        Assert.Equal(6.617870, weighted.Slope, 4);
        Assert.Equal(-4.534578, weighted.Intercept, 4);
    }

    [Fact]
    public void Calibrated_scores_are_calibrated_on_new_rows()
    {
        // The truth is a sigmoid of these scores, which are no probabilities themselves.
        var random = new Random(21);
        var (scores, labels) = Draw();
        var (fresh, truth) = Draw();
        var (isotonic, platt) = (IsotonicCalibration.Fit(scores, labels), PlattCalibration.Fit(scores, labels));

        Assert.InRange(Error(static s => 1 / (1 + Math.Exp(-s))), 0.1, 1);
        Assert.InRange(Error(isotonic.Calibrate), 0, 0.015);
        Assert.InRange(Error(platt.Calibrate), 0, 0.015);

        double Error(Func<double, double> calibrate) => ProbabilityMeasures.ExpectedCalibrationError([.. fresh.Select(calibrate)], truth);

        (double[] Scores, float[] Labels) Draw()
        {
            double[] drawn = [.. Enumerable.Range(0, 20_000).Select(_ => (random.NextDouble() * 6) - 3)];
            return (drawn, [.. drawn.Select(s => random.NextDouble() < 1 / (1 + Math.Exp(2 - (0.7 * s))) ? 1f : 0)]);
        }
    }

    [Fact]
    public void Isotonic_fits_a_distortion_that_is_no_sigmoid()
    {
        var random = new Random(22);
        double[] scores = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextDouble())];
        float[] labels = [.. scores.Select(s => random.NextDouble() < (s < 0.5 ? 0.05 : 0.4) ? 1f : 0)];

        var isotonic = IsotonicCalibration.Fit(scores, labels);

        Assert.InRange(isotonic.Calibrate(0.25), 0.03, 0.07);
        Assert.InRange(isotonic.Calibrate(0.75), 0.36, 0.44);
    }

    [Fact]
    public void Isotonic_never_falls_and_is_level_beyond_what_was_seen()
    {
        var (scores, labels) = Rankings.Normal(new Random(23), 200, 300, 0.5);
        var isotonic = IsotonicCalibration.Fit(scores, labels);

        var line = Enumerable.Range(-600, 1200).Select(i => isotonic.Calibrate(i / 100.0)).ToArray();

        Assert.Equal(line.Order(), line);
        Assert.All(line, static p => Assert.InRange(p, 0, 1));
        Assert.Equal(isotonic.Calibrate(scores.Max()), isotonic.Calibrate(double.PositiveInfinity));
        Assert.Equal(isotonic.Calibrate(scores.Min()), isotonic.Calibrate(-1e300));
        Assert.True(double.IsNaN(isotonic.Calibrate(double.NaN)));
    }

    [Fact]
    public void A_weight_is_the_row_repeated_and_none_is_the_row_left_out()
    {
        var (scores, labels, weights) = Rankings.Golden();
        weights = [.. weights.Select(static w => w - 1)];
        var (allScores, allLabels) = (Rankings.Repeated(scores, weights), Rankings.Repeated(labels, weights));

        Assert.All(Asked, s => Assert.Equal(IsotonicCalibration.Fit(allScores, allLabels).Calibrate(s), IsotonicCalibration.Fit(scores, labels, weights).Calibrate(s), 12));
        Assert.All(Asked, s => Assert.Equal(PlattCalibration.Fit(allScores, allLabels).Calibrate(s), PlattCalibration.Fit(scores, labels, weights).Calibrate(s), 9));
    }

    [Fact]
    public void Classes_that_separate_give_a_finite_sigmoid()
    {
        var platt = PlattCalibration.Fit([-2, -1, 1, 2], [0, 0, 1, 1]);

        Assert.True(double.IsFinite(platt.Slope) && platt.Slope > 0);
        Assert.InRange(platt.Calibrate(2), 0.6, 0.99);
    }

    [Fact]
    public void One_score_for_all_becomes_their_share()
    {
        double[] scores = [.. Enumerable.Repeat(0.3, 1000)];
        float[] labels = [.. Enumerable.Range(0, 1000).Select(static i => i % 4 == 0 ? 1f : 0)];

        Assert.Equal(0.25, IsotonicCalibration.Fit(scores, labels).Calibrate(0.3), 9);
        Assert.Equal(0.25, PlattCalibration.Fit(scores, labels).Calibrate(0.3), 2);
    }

    [Fact]
    public void A_large_scale_is_no_trouble_for_the_sigmoid()
    {
        var (scores, labels, _) = Rankings.Golden();

        var (plain, large) = (PlattCalibration.Fit(scores, labels), PlattCalibration.Fit([.. scores.Select(static s => 1e6 * s)], labels));

        Assert.Equal(plain.Calibrate(0.4), large.Calibrate(0.4e6), 6);
    }

    [Fact]
    public void Both_come_back_from_a_file_as_they_were()
    {
        var (scores, labels, _) = Rankings.Golden();
        var (isotonic, platt) = (IsotonicCalibration.Fit(scores, labels), PlattCalibration.Fit(scores, labels));
        var payload = new MemoryStream();
        using var writer = new BinaryWriter(payload);
        isotonic.Write(writer);
        platt.Write(writer);
        payload.Position = 0;

        using var reader = new BinaryReader(payload);
        var (isotonicRead, plattRead) = (IsotonicCalibration.Read(reader), PlattCalibration.Read(reader));

        Assert.All(Asked, s => Assert.Equal(isotonic.Calibrate(s), isotonicRead.Calibrate(s)));
        Assert.All(Asked, s => Assert.Equal(platt.Calibrate(s), plattRead.Calibrate(s)));
    }

    [Fact]
    public void A_calibration_that_falls_is_not_read()
    {
        var payload = new MemoryStream();
        using var writer = new BinaryWriter(payload);
        writer.WriteArray<double>([0, 1]);
        writer.WriteArray<double>([0.5, 0.2]);
        payload.Position = 0;

        using var reader = new BinaryReader(payload);
        Assert.Throws<InvalidModelFileException>(() => IsotonicCalibration.Read(reader));
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused()
    {
        Assert.Throws<ArgumentException>(() => IsotonicCalibration.Fit([], []));
        Assert.Throws<ArgumentException>(() => IsotonicCalibration.Fit([double.NaN], [1]));
        Assert.Throws<ArgumentException>(() => PlattCalibration.Fit([0.1, 0.2], [1]));
        Assert.Throws<ArgumentException>(() => PlattCalibration.Fit([0.1, 0.2], [1, 2]));
        Assert.Throws<ArgumentException>(() => PlattCalibration.Fit([0.1], [1], [0]));
    }
}
