using MerchantOps.Learning.Measures;

namespace MerchantOps.Tests.Core.Learning.Measures;

public sealed class RankingMetricsTests
{
    [Fact]
    public void Area_and_precision_are_those_worked_out_by_hand()
    {
        double[] scores = [0.1, 0.4, 0.35, 0.8];
        bool[] labels = [false, false, true, true];

        // Three of four pairs are right; precision 1/1 at the first positive, 2/3 at the second.
        Assert.Equal(0.75, RankingMetrics.Auc(scores, labels), 12);
        Assert.Equal((1.0 + (2.0 / 3)) / 2, RankingMetrics.AveragePrecision(scores, labels), 12);
    }

    [Fact]
    public void A_tie_counts_half_for_the_area_and_comes_as_one_for_precision()
    {
        double[] scores = [0.2, 0.7, 0.7, 0.9];
        bool[] labels = [true, true, false, false];

        // Of four pairs one is tied; recall goes up by half at precision 1/3 and by half at 2/4.
        Assert.Equal(0.125, RankingMetrics.Auc(scores, labels), 12);
        Assert.Equal((0.5 / 3) + (0.5 / 2), RankingMetrics.AveragePrecision(scores, labels), 12);
    }

    [Fact]
    public void One_score_for_all_ranks_nothing()
    {
        double[] scores = [0.5, 0.5, 0.5, 0.5, 0.5];
        bool[] labels = [true, false, false, false, true];

        Assert.Equal(0.5, RankingMetrics.Auc(scores, labels), 12);
        Assert.Equal(0.4, RankingMetrics.AveragePrecision(scores, labels), 12);
    }

    [Theory]
    [InlineData(true, 0.5, 1)]
    [InlineData(false, 0.5, 0)]
    public void A_missing_class_has_an_answer_too(bool label, double auc, double precision)
    {
        Assert.Equal(auc, RankingMetrics.Auc([0.1, 0.9], [label, label]));
        Assert.Equal(precision, RankingMetrics.AveragePrecision([0.1, 0.9], [label, label]));
    }

    [Fact]
    public void Both_agree_with_counting_pairs_one_by_one()
    {
        var random = new Random(7);
        double[] scores = [.. Enumerable.Range(0, 200).Select(_ => (double)random.Next(20))];
        bool[] labels = [.. scores.Select(score => random.Next(25) < score)];

        Assert.Equal(AucByPairs(scores, labels), RankingMetrics.Auc(scores, labels), 12);
        Assert.Equal(PrecisionByThresholds(scores, labels), RankingMetrics.AveragePrecision(scores, labels), 12);
    }

    [Fact]
    public void The_arrays_given_are_left_as_they_were()
    {
        double[] scores = [0.9, 0.1];
        bool[] labels = [false, true];

        RankingMetrics.Auc(scores, labels);
        RankingMetrics.AveragePrecision(scores, labels);

        Assert.Equal([0.9, 0.1], scores);
        Assert.Equal([false, true], labels);
    }

    [Fact]
    public void What_is_no_number_cannot_be_ranked()
    {
        Assert.Throws<ArgumentException>(() => RankingMetrics.Auc([0.1, double.NaN], [true, false]));
        Assert.Throws<ArgumentException>(() => RankingMetrics.AveragePrecision([0.1], [true, false]));
    }

    private static double AucByPairs(double[] scores, bool[] labels)
    {
        var pairs = from p in Enumerable.Range(0, scores.Length)
                    where labels[p]
                    from n in Enumerable.Range(0, scores.Length)
                    where !labels[n]
                    select scores[p] > scores[n] ? 1 : scores[p] == scores[n] ? 0.5 : 0;
        return pairs.Average();
    }

    private static double PrecisionByThresholds(double[] scores, bool[] labels)
    {
        var (area, recall) = (0.0, 0.0);
        foreach (var threshold in scores.Distinct().OrderDescending())
        {
            var taken = Enumerable.Range(0, scores.Length).Where(i => scores[i] >= threshold).ToArray();
            var found = taken.Count(i => labels[i]);
            var now = (double)found / labels.Count(static l => l);
            area += (now - recall) * found / taken.Length;
            recall = now;
        }

        return area;
    }
}
