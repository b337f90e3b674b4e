using MerchantOps.Learning.Measures;

namespace MerchantOps.Tests.Core.Learning.Measures;

public sealed class BootstrapTests
{
    private static readonly Func<RankedScores, double>[] AucAndPrecision = [static r => r.Auc(), static r => r.AveragePrecision()];

    [Fact]
    public void Of_an_area_it_says_what_delong_says()
    {
        var (scores, labels) = Rankings.Normal(new Random(4), 150, 1500, 1.2);

        var drawn = Bootstrap.Intervals(scores, labels, AucAndPrecision, new BootstrapOptions(), CancellationToken.None)[0];
        var computed = DeLong.Interval(scores, labels);

        Assert.Equal(computed.Estimate, drawn.Estimate, 12);
        Assert.InRange(drawn.StandardError / computed.StandardError, 0.94, 1.06);
        Assert.InRange(drawn.Low - computed.Low, -0.003, 0.003);
        Assert.InRange(drawn.High - computed.High, -0.003, 0.003);
    }

    [Fact]
    public void Of_a_difference_it_says_what_delong_says()
    {
        var random = new Random(5);
        var (first, labels) = Rankings.Normal(random, 150, 1500, 1.2);
        double[] second = [.. first.Select(s => s + (0.7 * random.NextDouble()))];

        var drawn = Bootstrap.Differences(first, second, labels, AucAndPrecision, new BootstrapOptions(), CancellationToken.None)[0];
        var computed = DeLong.Compare(first, second, labels);

        Assert.InRange(drawn.StandardError / computed.StandardError, 0.94, 1.06);
        Assert.InRange(drawn.PValue - computed.PValue, -0.05, 0.05);
    }

    [Fact]
    public void It_resamples_rows_as_drawing_them_one_by_one_does()
    {
        var (scores, labels) = Rankings.Normal(new Random(6), 60, 300, 1);
        var (random, byHand) = (new Random(7), new double[4000]);
        for (var resample = 0; resample < byHand.Length; resample++)
        {
            int[] rows = [.. Enumerable.Range(0, 60).Select(_ => random.Next(60)), .. Enumerable.Range(0, 300).Select(_ => 60 + random.Next(300))];
            byHand[resample] = new RankedScores([.. rows.Select(r => scores[r])], labels).AveragePrecision();
        }

        var drawn = Bootstrap.Intervals(scores, labels, AucAndPrecision, new BootstrapOptions { Resamples = 4000 }, CancellationToken.None)[1];

        Array.Sort(byHand);
        Assert.InRange(drawn.Low - byHand[100], -0.015, 0.015);
        Assert.InRange(drawn.High - byHand[3900], -0.015, 0.015);
    }

    [Fact]
    public void A_ranking_does_not_differ_from_itself()
    {
        var (scores, labels, _) = Rankings.Golden();

        var differences = Bootstrap.Differences(scores, scores, labels, AucAndPrecision, new BootstrapOptions(), CancellationToken.None);

        Assert.All(differences, static d => Assert.Equal(new Difference(0, 0, 0, 0, 1), d));
    }

    [Fact]
    public void A_clear_difference_is_found()
    {
        var (scores, labels, _) = Rankings.Golden();

        var differences = Bootstrap.Differences(scores, Rankings.GoldenOther(), labels, AucAndPrecision, new BootstrapOptions(), CancellationToken.None);

        Assert.All(differences, static d => Assert.True(d is { Low: > 0, PValue: < 0.01 }));
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval_and_another_seed_another()
    {
        var (scores, labels, _) = Rankings.Golden();

        int[] seeds = [1, 1, 2];
        var intervals = seeds.Select(seed =>
            Bootstrap.Intervals(scores, labels, AucAndPrecision, new BootstrapOptions { Seed = seed, Resamples = 200 }, CancellationToken.None)[0]).ToArray();

        Assert.Equal(intervals[0], intervals[1]);
        Assert.NotEqual(intervals[0], intervals[2]);
    }

    [Fact]
    public void A_wider_level_gives_a_wider_interval()
    {
        var (scores, labels, _) = Rankings.Golden();

        var narrow = Bootstrap.Intervals(scores, labels, AucAndPrecision, new BootstrapOptions { Level = 0.5 }, CancellationToken.None)[0];
        var wide = Bootstrap.Intervals(scores, labels, AucAndPrecision, new BootstrapOptions { Level = 0.99 }, CancellationToken.None)[0];

        Assert.True(wide.Low < narrow.Low && narrow.High < wide.High);
    }

    [Fact]
    public void It_can_be_given_up()
    {
        var (scores, labels, _) = Rankings.Golden();

        Assert.Throws<OperationCanceledException>(() =>
            Bootstrap.Intervals(scores, labels, AucAndPrecision, new BootstrapOptions(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void One_class_and_options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Intervals([1, 1], new BootstrapOptions()));
        Assert.ThrowsAny<ArgumentException>(() => Intervals([0, 1], new BootstrapOptions { Resamples = 10 }));
        Assert.ThrowsAny<ArgumentException>(() => Intervals([0, 1], new BootstrapOptions { Level = 1 }));

        static void Intervals(float[] labels, BootstrapOptions options) =>
            Bootstrap.Intervals([0.1, 0.2], labels, AucAndPrecision, options, CancellationToken.None);
    }
}
