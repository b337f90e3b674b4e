using MerchantOps.Learning.Data;
using MerchantOps.Learning.Measures;

namespace MerchantOps.Tests.Core.Learning.Measures;

public sealed class FairnessTests
{
    // Group 0: selects 1 of 4, half of its positives; group 1: selects 3 of 4, all positives and half of the negatives.
    private static readonly bool[] Selected = [true, false, false, false, true, true, true, false];
    private static readonly float[] Labels = [1, 1, 0, 0, 1, 1, 0, 0];
    private static readonly int[] Groups = [0, 0, 0, 0, 1, 1, 1, 1];

    [Fact]
    public void Rates_and_gaps_are_those_worked_out_by_hand()
    {
        var fairness = new Fairness(Selected, Labels, Groups);

        Assert.Equal([0, 1], fairness.Groups.Select(static g => g.Group));
        Assert.Equal([0.25, 0.75], fairness.Groups.Select(static g => g.Confusion.SelectionRate));
        Assert.Equal((0.5, 0.5, 0.5), (fairness.SelectionRateGap, fairness.TruePositiveRateGap, fairness.FalsePositiveRateGap));
        Assert.Equal(1.0 / 3, fairness.DisparateImpact(of: 0, to: 1), 12);
        Assert.Equal(-0.5, fairness.EqualOpportunityDifference(of: 0, to: 1), 12);
    }

    [Fact]
    public void A_weight_is_the_row_repeated()
    {
        float[] weights = [1, 2, 3, 1, 2, 3, 1, 2];

        var weighted = new Fairness(Selected, Labels, Groups, weights);
        var repeated = new Fairness(Rankings.Repeated(Selected, weights), Rankings.Repeated(Labels, weights), Rankings.Repeated(Groups, weights));

        Assert.Equal(repeated.Groups, weighted.Groups);
    }

    [Fact]
    public void A_group_without_positives_has_no_rate_of_them()
    {
        var fairness = new Fairness([true, false, true], [1, 1, 0], [0, 0, 5]);

        Assert.Equal(0, fairness.TruePositiveRateGap);
        Assert.True(double.IsNaN(fairness.EqualOpportunityDifference(5, 0)));
        Assert.Throws<ArgumentException>(() => fairness.DisparateImpact(3, 0));
    }

    [Fact]
    public void Lengths_that_differ_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Fairness([true], [1, 0], [0, 0]));
        Assert.Throws<ArgumentException>(() => new Fairness([], [], []));
        Assert.Throws<ArgumentException>(() => Reweighing.Weights([1, 0], [0]));
    }

    [Fact]
    public void Reweighed_rows_have_labels_that_do_not_depend_on_the_group()
    {
        var random = new Random(6);
        int[] groups = [.. Enumerable.Range(0, 5000).Select(_ => random.Next(3))];
        float[] labels = [.. groups.Select(g => random.NextDouble() < 0.1 + (0.2 * g) ? 1f : 0)];

        var weights = Reweighing.Weights(labels, groups);

        var shares = Enumerable.Range(0, 3).Select(g => Share(labels, weights, i => groups[i] == g)).ToArray();
        Assert.All(shares, share => Assert.Equal(labels.Average(), share, 4));
        Assert.Equal(5000, weights.Sum(), 1);
    }

    [Fact]
    public void Reweighing_starts_from_the_weights_there_are()
    {
        var data = new Dataset([Feature.Number("x")], [new float[8]], Labels, [1, 1, 2, 2, 3, 3, 1, 0]);

        var reweighed = Reweighing.Apply(data, Groups).Weights.ToArray();

        Assert.Equal(Share(Labels, reweighed, static i => Groups[i] == 0), Share(Labels, reweighed, static i => Groups[i] == 1), 6);
        Assert.Equal(13, reweighed.Sum(), 4);
        Assert.Equal(0, reweighed[7]);
    }

    private static double Share(float[] labels, float[] weights, Func<int, bool> where)
    {
        int[] rows = [.. Enumerable.Range(0, labels.Length).Where(where)];
        return rows.Sum(i => (double)labels[i] * weights[i]) / rows.Sum(i => (double)weights[i]);
    }
}
