using MerchantOps.Learning.Measures;

namespace MerchantOps.Tests.Core.Learning.Measures;

public sealed class DriftTests
{
    [Fact]
    public void The_same_sample_has_not_drifted()
    {
        var values = Uniform(new Random(1), 5000);

        Assert.Equal(0, PopulationStability.OfNumbers(values).Of(values), 9);
        Assert.Equal(0, PopulationStability.OfCategories([1, 1, 2, float.NaN]).Of([1, 1, 2, float.NaN]), 9);
        Assert.Equal((0, 1), (Ks(values, values).Statistic, Ks(values, values).PValue));
    }

    [Fact]
    public void Another_sample_of_the_same_shape_has_hardly_drifted()
    {
        var random = new Random(2);

        Assert.InRange(PopulationStability.OfNumbers(Uniform(random, 5000)).Of(Uniform(random, 5000)), 0, 0.01);
    }

    [Fact]
    public void A_shift_is_seen_and_a_larger_one_is_larger()
    {
        var random = new Random(3);
        var reference = PopulationStability.OfNumbers(Uniform(random, 5000));

        var (little, much) = (reference.Of(Moved(0.1f)), reference.Of(Moved(0.5f)));

        Assert.InRange(little, 0.05, 0.9);
        Assert.True(much > 2 * little);

        float[] Moved(float by) => [.. Uniform(random, 5000).Select(v => v + by)];
    }

    [Fact]
    public void The_index_is_that_worked_out_by_hand()
    {
        // Shares ½ and ½ become ¾ and ¼.
        var byHand = (0.25 * Math.Log(1.5)) - (0.25 * Math.Log(0.5));

        Assert.Equal(byHand, PopulationStability.OfNumbers([1, 2, 3, 4], bins: 2).Of([1, 1, 2, 3]), 9);
        Assert.Equal(byHand, PopulationStability.OfCategories([0, 0, 7, 7]).Of([7, 7, 7, 0]), 9);
    }

    [Fact]
    public void Missing_values_and_new_categories_are_drift()
    {
        Assert.True(PopulationStability.OfNumbers([1, 2, 3, 4]).Of([1, 2, 3, float.NaN]) > 0.25);
        Assert.True(PopulationStability.OfCategories([0, 0, 1, 1]).Of([0, 0, 1, 5]) > 0.25);
    }

    [Fact]
    public void Values_that_repeat_make_fewer_bins() =>
        Assert.Equal(0, PopulationStability.OfNumbers([0, 0, 0, 0, 0, 0, 9]).Of([0, 0, 0, 0, 0, 0, 9]), 9);

    [Fact]
    public void No_values_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PopulationStability.OfNumbers([]));
        Assert.Throws<ArgumentException>(() => PopulationStability.OfCategories([1]).Of([]));
        Assert.Throws<ArgumentException>(() => KolmogorovSmirnov.Compare([], [1]));
        Assert.Throws<ArgumentException>(() => KolmogorovSmirnov.Compare([1], [double.NaN]));
    }

    [Fact]
    public void The_distance_of_two_samples_is_that_of_the_reference()
    {
        double[] first = [.. Enumerable.Range(0, 400).Select(static i => i * 7919 % 1009 / 1009.0)];
        double[] second = [.. Enumerable.Range(0, 300).Select(static i => Math.Pow(i * 6007 % 997 / 997.0, 1.2))];

        var test = KolmogorovSmirnov.Compare(first, second);

        // scipy.stats.ks_2samp(mode="asymp"), which approximates the p-value in another way.
        Assert.Equal(0.105, test.Statistic, 12);
        Assert.Equal(0.0427, test.PValue, 2);
    }

    [Fact]
    public void Without_drift_every_p_value_is_as_frequent()
    {
        var (random, histogram) = (new Random(9), new int[5]);

        for (var trial = 0; trial < 2000; trial++)
            histogram[Math.Min(4, (int)(5 * Ks(Uniform(random, 150), Uniform(random, 211)).PValue))]++;

        Assert.All(histogram, static count => Assert.InRange(count, 330, 470));
    }

    private static KolmogorovSmirnov Ks(float[] first, float[] second) =>
        KolmogorovSmirnov.Compare([.. first.Select(static v => (double)v)], [.. second.Select(static v => (double)v)]);

    private static float[] Uniform(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
}
