using MerchantOps.Learning.Data;

namespace MerchantOps.Tests.Core.Learning.Data;

public sealed class CrossValidationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    public void Forward_chaining_never_learns_from_the_future(long gap)
    {
        var data = SplitsTests.Data([.. SplitsTests.Timed(new Random(5), 1000).Times]);

        var folds = CrossValidation.ForwardChaining(data, 4, gap);

        Assert.Equal(4, folds.Count);
        Assert.All(folds, split => Assert.True(split.Train.Max(i => data.Times[i]) <= split.Test.Min(i => data.Times[i]) - Math.Max(1, gap)));
    }

    [Fact]
    public void Forward_chaining_tries_each_row_once_save_the_oldest_and_learns_from_ever_more()
    {
        var data = SplitsTests.Data([.. SplitsTests.Timed(new Random(6), 1000).Times]);

        var folds = CrossValidation.ForwardChaining(data, 4);

        var tried = folds.SelectMany(static f => f.Test).ToList();
        Assert.Equal(tried.Distinct().Count(), tried.Count);
        Assert.InRange(tried.Count, 790, 810);
        Assert.All(folds.Zip(folds.Skip(1)), static pair => Assert.Equal(pair.First.Train.Concat(pair.First.Test).Order(), pair.Second.Train));
    }

    [Fact]
    public void Too_few_times_for_as_many_folds_are_refused()
    {
        Assert.Throws<ArgumentException>(() => CrossValidation.ForwardChaining(SplitsTests.Data([1, 1, 2, 2]), 3));
        Assert.Throws<ArgumentException>(() => CrossValidation.ForwardChaining(SplitsTests.Data(null), 3));
        Assert.ThrowsAny<ArgumentException>(() => CrossValidation.ForwardChaining(SplitsTests.Data([1, 2]), 0));
    }

    [Fact]
    public void Each_row_is_tried_in_one_fold_of_groups_and_learned_from_in_the_others()
    {
        var data = SplitsTests.Timed(new Random(7), 1000);

        var folds = CrossValidation.ByGroup(data, 5, seed: 1);

        Assert.Equal(Enumerable.Range(0, 1000), folds.SelectMany(static f => f.Test).Order());
        Assert.All(folds, static f => Assert.Equal(1000, f.Train.Length + f.Test.Length));
        Assert.All(folds, static f => Assert.InRange(f.Test.Length, 190, 210));
    }

    [Fact]
    public void More_folds_than_groups_are_refused() =>
        Assert.Throws<ArgumentException>(() => CrossValidation.ByGroup(SplitsTests.Data(null, [1, 2, 2]), 3, 1));
}
