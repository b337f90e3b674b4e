using MerchantOps.Learning.Measures;

namespace MerchantOps.Tests.Core.Learning.Measures;

public sealed class DeLongTests
{
    [Fact]
    public void Error_and_difference_are_those_of_the_published_algorithm()
    {
        var (scores, labels, _) = Rankings.Golden();

        var interval = DeLong.Interval(scores, labels);
        var difference = DeLong.Compare(scores, Rankings.GoldenOther(), labels);

        // Sun and Xu's midranks written out in Python with scipy.stats.rankdata and numpy.cov.
        Assert.Equal(0.8729816396606033, interval.Estimate, 12);
        Assert.Equal(0.01790206852372286, interval.StandardError, 12);
        Assert.Equal(0.10743778200289444, difference.Estimate, 12);
        Assert.Equal(0.019483770329870073, difference.StandardError, 12);
        Assert.Equal(3.5033158943570554e-08, difference.PValue, 12);
    }

    [Fact]
    public void Nineteen_intervals_of_twenty_hold_the_truth()
    {
        var (random, covered) = (new Random(17), 0);

        for (var trial = 0; trial < 2000; trial++)
        {
            var (scores, labels) = Rankings.Normal(random, 40, 160, 1);
            var interval = DeLong.Interval(scores, labels);
            covered += interval.Low <= Rankings.TrueAuc(1) && Rankings.TrueAuc(1) <= interval.High ? 1 : 0;
        }

        Assert.InRange(covered / 2000.0, 0.935, 0.965);
    }

    [Fact]
    public void Where_models_are_alike_one_comparison_of_twenty_says_otherwise()
    {
        var (random, found) = (new Random(18), 0);

        for (var trial = 0; trial < 1000; trial++)
        {
            var (common, labels) = Rankings.Normal(random, 40, 160, 1);
            double[] first = [.. common.Select(c => c + random.NextDouble())], second = [.. common.Select(c => c + random.NextDouble())];
            found += DeLong.Compare(first, second, labels).PValue < 0.05 ? 1 : 0;
        }

        Assert.InRange(found / 1000.0, 0.03, 0.07);
    }

    [Fact]
    public void A_ranking_does_not_differ_from_itself()
    {
        var (scores, labels, _) = Rankings.Golden();

        var difference = DeLong.Compare(scores, [.. scores.Select(Math.Exp)], labels);

        Assert.Equal((0, 1), (difference.Estimate, difference.PValue));
    }

    [Fact]
    public void A_class_of_one_row_has_no_variance_and_is_refused() =>
        Assert.Throws<ArgumentException>(() => DeLong.Interval([0.1, 0.2, 0.3], [0, 0, 1]));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(95)]
    public void A_level_is_between_none_and_all(double level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DeLong.Interval([0.1, 0.2, 0.3, 0.4], [0, 0, 1, 1], level));
}
