using MerchantOps.Learning.Measures;

namespace MerchantOps.Tests.Core.Learning.Measures;

public sealed class RankedScoresTests
{
    [Fact]
    public void Measures_are_those_of_the_reference()
    {
        var (scores, labels, _) = Rankings.Golden();

        var ranked = new RankedScores(scores, labels);

        // sklearn.metrics 1.2.1: roc_auc_score, average_precision_score, roc_curve, f1_score and confusion_matrix at 0.5.
        Assert.Equal(0.8729816396606034, ranked.Auc(), 12);
        Assert.Equal(0.7635632535492126, ranked.AveragePrecision(), 12);
        Assert.Equal(0.16030534351145037, ranked.RecallAtFalsePositiveRate(0.01), 12);
        Assert.Equal(0.4122137404580153, ranked.RecallAtFalsePositiveRate(0.05), 12);
        Assert.Equal(new Confusion(115, 84, 185, 16), ranked.At(0.5));
        Assert.Equal(0.6969696969696969, ranked.At(0.5).F1, 12);
        Assert.Equal(0.75, ranked.At(0.5).Accuracy, 12);
    }

    [Fact]
    public void Weighted_measures_are_those_of_the_reference()
    {
        var (scores, labels, weights) = Rankings.Golden();

        var ranked = new RankedScores(scores, labels, weights);

        Assert.Equal(0.8758151008151008, ranked.Auc(), 12);
        Assert.Equal(0.7570765626110382, ranked.AveragePrecision(), 12);
        Assert.Equal(0.138996138996139, ranked.RecallAtFalsePositiveRate(0.01), 12);
        Assert.Equal(new Confusion(226, 164, 376, 33), ranked.At(0.5));
    }

    [Fact]
    public void A_weight_is_the_row_repeated()
    {
        var (scores, labels, weights) = Rankings.Golden();

        var weighted = new RankedScores(scores, labels, weights);
        var repeated = new RankedScores(Rankings.Repeated(scores, weights), Rankings.Repeated(labels, weights));

        Assert.Equal(repeated.Auc(), weighted.Auc(), 12);
        Assert.Equal(repeated.AveragePrecision(), weighted.AveragePrecision(), 12);
        Assert.Equal(repeated.PrecisionAt(100), weighted.PrecisionAt(100), 12);
        Assert.Equal(repeated.RecallAtFalsePositiveRate(0.1), weighted.RecallAtFalsePositiveRate(0.1), 12);
        Assert.Equal(repeated.At(0.3), weighted.At(0.3));
    }

    [Fact]
    public void The_order_of_rows_does_not_matter()
    {
        var (scores, labels, _) = Rankings.Golden();
        var backwards = new RankedScores([.. scores.Reverse()], [.. labels.Reverse()]);

        Assert.Equal(new RankedScores(scores, labels).AveragePrecision(), backwards.AveragePrecision());
        Assert.Equal(new RankedScores(scores, labels).PrecisionAt(7), backwards.PrecisionAt(7));
    }

    [Fact]
    public void Recall_at_a_rate_is_not_interpolated()
    {
        // Thresholds select (negatives, positives) of 2 and 4: (0, 1), (1, 2), (1, 3), (2, 4).
        var ranked = new RankedScores([0.9, 0.8, 0.8, 0.7, 0.6, 0.6], [1, 0, 1, 1, 0, 1]);

        Assert.Equal(0.25, ranked.RecallAtFalsePositiveRate(0));
        Assert.Equal(0.25, ranked.RecallAtFalsePositiveRate(0.49));
        Assert.Equal(0.75, ranked.RecallAtFalsePositiveRate(0.5));
        Assert.Equal(1, ranked.RecallAtFalsePositiveRate(1));
        Assert.Equal([0.9, 0.7, 0.6], new[] { 0.1, 0.9, 1 }.Select(ranked.ThresholdAtFalsePositiveRate));
        Assert.Equal(double.PositiveInfinity, new RankedScores([0.9, 0.1], [0, 1]).ThresholdAtFalsePositiveRate(0.5));
    }

    [Fact]
    public void The_threshold_for_a_rate_keeps_to_it()
    {
        var (scores, labels, weights) = Rankings.Golden();
        var ranked = new RankedScores(scores, labels, weights);

        for (var rate = 0.0; rate < 1; rate += 0.01)
        {
            var at = ranked.At(ranked.ThresholdAtFalsePositiveRate(rate));
            Assert.InRange(at.FalsePositiveRate, 0, rate);
            Assert.Equal(ranked.RecallAtFalsePositiveRate(rate), at.Recall, 12);
        }
    }

    [Fact]
    public void Precision_at_the_end_of_a_tie_counts_the_share_that_fits()
    {
        var ranked = new RankedScores([0.9, 0.5, 0.5, 0.1], [1, 1, 0, 0]);

        Assert.Equal(1, ranked.PrecisionAt(1));
        Assert.Equal(0.75, ranked.PrecisionAt(2));
        Assert.Equal(2.0 / 3, ranked.PrecisionAt(3), 12);
        Assert.Equal(0.5, ranked.PrecisionAt(100));
    }

    [Fact]
    public void What_cannot_be_ranked_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new RankedScores([0.1, double.NaN], [1, 0]));
        Assert.Throws<ArgumentException>(() => new RankedScores([0.1], [1, 0]));
        Assert.Throws<ArgumentException>(() => new RankedScores([0.1, 0.2], [1, 0.5f]));
        Assert.Throws<ArgumentException>(() => new RankedScores([0.1, 0.2], [1, 0], [1]));
        Assert.ThrowsAny<ArgumentException>(() => new RankedScores([0.1, 0.2], [1, 0]).PrecisionAt(0));
    }

    [Fact]
    public void Without_rows_there_are_still_answers()
    {
        var none = new RankedScores([], []);

        Assert.Equal((0.5, 0, 0), (none.Auc(), none.AveragePrecision(), none.RecallAtFalsePositiveRate(0.1)));
        Assert.Equal(default, none.At(0.5));
    }
}
