using MerchantOps.Learning.Data;

namespace MerchantOps.Tests.Core.Learning.Data;

public sealed class SplitsTests
{
    [Fact]
    public void Learning_never_sees_the_future()
    {
        var data = Data([.. Timed(new Random(1), 1000).Times]);

        var split = Splits.ByTime(data, 0.2);

        Assert.True(split.Train.Max(i => data.Times[i]) < split.Test.Min(i => data.Times[i]));
        Assert.Equal(1000, split.Train.Length + split.Test.Length);
        Assert.InRange(split.Test.Length, 200, 210);
    }

    [Fact]
    public void Labels_not_yet_known_are_not_learned_from()
    {
        var data = Data([.. Timed(new Random(2), 1000).Times]);

        var split = Splits.ByTime(data, 0.2, gap: 30);

        Assert.True(split.Train.Max(i => data.Times[i]) <= split.Test.Min(i => data.Times[i]) - 30);
        Assert.Equal(Splits.ByTime(data, 0.2).Test, split.Test);
    }

    [Fact]
    public void A_moment_may_be_named()
    {
        var data = Data([5, 1, 3, 3, 9]);

        var split = Splits.AtTime(data, 3);

        Assert.Equal([1], split.Train);
        Assert.Equal([0, 2, 3, 4], split.Test);
    }

    [Fact]
    public void A_side_without_rows_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Splits.ByTime(Data([7, 7, 7]), 0.5));
        Assert.Throws<ArgumentException>(() => Splits.AtTime(Data([1, 2]), 3));
        Assert.Throws<ArgumentException>(() => Splits.ByTime(Data([1, 2, 3]), 0.3, gap: 9));
        Assert.Throws<ArgumentException>(() => Splits.ByTime(Data(null), 0.3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_share_is_between_none_and_all(double share)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Splits.ByTime(Data([1, 2]), share));
        Assert.Throws<ArgumentOutOfRangeException>(() => Splits.ByGroup(Data(null, [1, 2]), share, 1));
    }

    [Fact]
    public void Groups_never_stand_on_both_sides()
    {
        var data = Timed(new Random(3), 2000);

        Apart(data, Splits.ByTime(data, 0.3));
        Apart(data, Splits.ByGroup(data, 0.3, seed: 5));
        Assert.All(CrossValidation.ForwardChaining(data, 4), split => Apart(data, split));
        Assert.All(CrossValidation.ByGroup(data, 4, seed: 5), split => Apart(data, split));

        static void Apart(Dataset data, Split split) =>
            Assert.Empty(split.Train.Select(i => data.Groups[i]).Intersect(split.Test.Select(i => data.Groups[i])));
    }

    [Fact]
    public void Groups_are_drawn_by_the_seed_until_there_are_enough_rows()
    {
        var data = Timed(new Random(4), 2000);

        var split = Splits.ByGroup(data, 0.3, seed: 5);

        Assert.InRange(split.Test.Length, 600, 640);
        Assert.Equal(2000, split.Train.Length + split.Test.Length);
        Assert.Equal(split.Test, Splits.ByGroup(data, 0.3, seed: 5).Test);
        Assert.NotEqual(split.Test, Splits.ByGroup(data, 0.3, seed: 6).Test);
    }

    [Fact]
    public void One_group_cannot_be_split()
    {
        Assert.Throws<ArgumentException>(() => Splits.ByGroup(Data(null, [4, 4, 4]), 0.5, 1));
        Assert.Throws<ArgumentException>(() => Splits.ByGroup(Data(null), 0.5, 1));
        Assert.NotEmpty(Splits.ByGroup(Data(null, [4, 4, 5]), 0.99, 1).Train);
    }

    [Fact]
    public void The_sides_are_data_sets_of_their_rows()
    {
        var (train, test) = Splits.AtTime(Data([5, 1, 3]), 3).Of(Data([5, 1, 3]));

        Assert.Equal([1f], train.Column(0).ToArray());
        Assert.Equal([0f, 2f], test.Column(0).ToArray());
    }

    /// <summary>Rows in no order of time, with equal times, and groups of mostly short life.</summary>
    internal static Dataset Timed(Random random, int rows)
    {
        long[] times = [.. Enumerable.Range(0, rows).Select(_ => (long)random.Next(500))];
        return Data(times, [.. times.Select(t => (int)(t / 10) + random.Next(20))]);
    }

    internal static Dataset Data(long[]? times, int[]? groups = null)
    {
        float[] numbers = [.. Enumerable.Range(0, times?.Length ?? groups?.Length ?? 3).Select(static i => (float)i)];
        return new Dataset([Feature.Number("row")], [numbers], numbers, null, times, groups);
    }
}
