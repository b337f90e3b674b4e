using MerchantOps.Learning.Measures;

namespace MerchantOps.Tests.Core.Learning.Measures;

public sealed class CostCurveTests
{
    [Fact]
    public void Each_point_costs_what_its_confusion_costs()
    {
        var (scores, labels, weights) = Rankings.Golden();
        var (ranked, costs) = (new RankedScores(scores, labels, weights), new ErrorCosts(3, 40));

        foreach (var point in CostCurve.Of(ranked, costs))
        {
            var at = ranked.At(point.Threshold);
            Assert.Equal(((3 * at.FalsePositives) + (40 * at.FalseNegatives)) / at.Total, point.Cost, 9);
        }
    }

    [Fact]
    public void With_true_probabilities_the_cheapest_threshold_is_the_ratio_of_costs()
    {
        var random = new Random(8);
        double[] probabilities = [.. Enumerable.Range(0, 200_000).Select(_ => random.NextDouble())];
        var ranked = new RankedScores(probabilities, [.. probabilities.Select(p => random.NextDouble() < p ? 1f : 0)]);

        Assert.InRange(CostCurve.Cheapest(ranked, new ErrorCosts(1, 9)).Threshold, 0.08, 0.12);
    }

    [Theory]
    [InlineData(1, 0, double.PositiveInfinity)]
    [InlineData(0, 1, 0.2)]
    public void An_error_that_costs_nothing_is_made_freely(double falsePositive, double falseNegative, double threshold)
    {
        var ranked = new RankedScores([0.1, 0.2, 0.3], [0, 1, 0]);

        Assert.Equal(threshold, CostCurve.Cheapest(ranked, new ErrorCosts(falsePositive, falseNegative)).Threshold);
    }

    [Fact]
    public void Negative_costs_and_no_rows_are_refused()
    {
        Assert.Throws<ArgumentException>(() => CostCurve.Of(new RankedScores([0.1], [1]), new ErrorCosts(-1, 1)));
        Assert.Throws<ArgumentException>(() => CostCurve.Of(new RankedScores([], []), new ErrorCosts(1, 1)));
    }
}
