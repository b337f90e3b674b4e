using MerchantOps.Learning;
using MerchantOps.Learning.Data;
using MerchantOps.Learning.Measures;
using MerchantOps.Learning.Trees;
using static MerchantOps.Tests.Core.Learning.Trees.Tables;

namespace MerchantOps.Tests.Core.Learning.Trees;

public sealed class BoostedTreesTests
{
    [Fact]
    public void What_can_be_told_apart_is_told_apart()
    {
        var (train, test) = (Mixed(4000, 1), Mixed(2000, 2));

        var model = Learn(train);

        var (auc, best) = (new RankedScores(Predict(model, test), test.Labels).Auc(), new RankedScores(Risks(test), test.Labels).Auc());
        Assert.InRange(auc, best - 0.03, best + 0.01);
    }

    [Theory]
    [InlineData(1, Growth.DepthWise)]
    [InlineData(0.4, Growth.DepthWise)]
    [InlineData(0.4, Growth.LeafWise)]
    public void The_same_seed_gives_the_same_model_whatever_the_number_of_threads(double rowSample, Growth growth)
    {
        var rows = Mixed(40_000, 3);
        var options = new BoostedTreesOptions { Trees = 8, RowSample = rowSample, ColumnSample = 0.7, SplitColumnSample = 0.7, Growth = growth };

        var one = Saved(Learn(rows, options with { Threads = 1 }));

        Assert.Equal(one, Saved(Learn(rows, options with { Threads = 3 })));
        Assert.NotEqual(one, Saved(Learn(rows, options with { Seed = 2 })));
    }

    [Fact]
    public void A_row_alone_scores_as_among_others_on_any_number_of_threads()
    {
        var rows = Mixed(1003, 4);
        foreach (var columns in new int[][] { [0, 1, 3], [0, 1, 2, 3] })
        {
            var some = new Dataset([.. columns.Select(j => rows.Features[j])], [.. columns.Select(j => rows.Column(j).ToArray())], rows.Labels.ToArray());
            var model = Learn(some);
            var together = Predict(model, some, threads: 3);

            var row = new float[columns.Length];
            for (var i = 0; i < some.Rows; i++)
            {
                some.CopyRow(i, row);
                Assert.Equal(model.Predict(row), together[i], 12);
            }
        }
    }

    [Fact]
    public void Predicting_one_row_allocates_nothing()
    {
        var model = Learn(Mixed(500, 5));
        float[] row = [1, 2, 3, 1];
        model.Predict(row);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            model.Predict(row);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_monotone_feature_never_turns(int direction)
    {
        var random = new Random(6);
        float[] x = [.. Enumerable.Range(0, 3000).Select(_ => random.NextSingle())], other = [.. x.Select(_ => random.NextSingle())];
        float[] y = [.. x.Select((v, i) => random.NextDouble() < 0.5 + (0.4 * Math.Sin(12 * v) * other[i]) ? 1f : 0f)];
        var rows = new Dataset([Feature.Number("x"), Feature.Number("other")], [x, other], y);

        var model = Learn(rows, new BoostedTreesOptions { Trees = 60, Monotone = new Dictionary<string, int> { ["x"] = direction } });

        for (var o = 0f; o <= 1; o += 0.1f)
            for (var v = 0f; v < 1; v += 0.01f)
                Assert.True(direction * (model.Predict([v + 0.01f, o]) - model.Predict([v, o])) >= 0);
    }

    [Fact]
    public void A_weight_of_two_is_the_row_twice()
    {
        var mixed = Mixed(600, 7);
        float[] whole = [.. mixed.Column(1).ToArray().Select(MathF.Floor)];
        var rows = new Dataset([Feature.Number("b"), mixed.Features[2]], [whole, mixed.Column(2).ToArray()], mixed.Labels.ToArray());
        var options = new BoostedTreesOptions { Trees = 20, LearningRate = 0.3, RowSample = 1 };
        int[] twice = [.. Enumerable.Range(0, 600), .. Enumerable.Range(0, 600).Where(static i => i % 3 == 0)];

        var weighted = Learn(rows.WithWeights([.. Enumerable.Range(0, 600).Select(static i => i % 3 == 0 ? 2f : 1f)]), options);
        var doubled = Learn(rows.Take(twice), options);

        foreach (var (a, b) in Predict(weighted, rows).Zip(Predict(doubled, rows)))
            Assert.Equal(a, b, 4);
    }

    [Fact]
    public void A_class_weight_is_the_weight_of_its_rows()
    {
        var rows = Mixed(600, 8);
        var options = new BoostedTreesOptions { Trees = 10 };

        var byClass = Learn(rows, options with { ClassWeights = [1, 5] });
        var byRow = Learn(rows.WithWeights([.. rows.Labels.ToArray().Select(static l => l == 1 ? 5f : 1f)]), options);

        Assert.Equal(Saved(byRow), Saved(byClass));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_is_learned_on_which_side_a_missing_value_belongs(bool likeHigh)
    {
        float[] x = [.. Enumerable.Range(0, 900).Select(static i => i % 3 == 2 ? float.NaN : i % 3)];
        float[] y = [.. x.Select(v => float.IsNaN(v) ? (likeHigh ? 1f : 0f) : v)];

        var model = Learn(OfOne(x, y));

        Assert.Equal(model.Predict([likeHigh ? 1f : 0f]), model.Predict([float.NaN]), 9);
        Assert.InRange(model.Predict([float.NaN]), likeHigh ? 0.9 : 0, likeHigh ? 1 : 0.1);
    }

    [Fact]
    public void Missing_values_alone_can_tell_and_infinities_are_numbers()
    {
        float[] x = [.. Enumerable.Range(0, 300).Select(static i => i % 3 == 0 ? float.NaN : i % 3 == 1 ? float.PositiveInfinity : float.NegativeInfinity)];
        float[] y = [.. x.Select(static v => float.IsNaN(v) ? 1f : 0f)];

        var model = Learn(OfOne(x, y));

        Assert.True(model.Predict([float.NaN]) > 0.9);
        Assert.True(model.Predict([float.PositiveInfinity]) < 0.1);
        Assert.True(model.Predict([float.NegativeInfinity]) < 0.1);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(1)]
    public void Categories_are_told_apart_without_an_order(int oneByOne)
    {
        var random = new Random(9);
        float[] codes = [.. Enumerable.Range(0, 4000).Select(_ => (float)random.Next(20))];
        float[] y = [.. codes.Select(static c => c % 3 == 0 ? 1f : 0f)];
        var rows = new Dataset([Feature.Category("shop", [.. Enumerable.Range(0, 20).Select(static i => $"s{i}")])], [codes], y);

        var model = Learn(rows, new BoostedTreesOptions { Trees = 60, CategoriesOneByOne = oneByOne });

        for (var code = 0; code < 20; code++)
            Assert.Equal(code % 3 == 0, model.Predict([code]) > 0.5);
        Assert.Equal(model.Predict([float.NaN]), model.Predict([99]));
    }

    [Fact]
    public void Several_classes_get_probabilities_that_add_up_to_one()
    {
        var random = new Random(10);
        float[] x = [.. Enumerable.Range(0, 1500).Select(_ => random.NextSingle() * 3)];
        var rows = OfOne(x, [.. x.Select(static v => MathF.Floor(v))]);

        var model = Learn(rows, new BoostedTreesOptions { Objective = Objective.MultiClass, Trees = 20, RowSample = 0.8 });

        Span<double> classes = stackalloc double[3];
        foreach (var (value, expected) in new[] { (0.5f, 0), (1.5f, 1), (2.5f, 2) })
        {
            model.Predict([value], classes);
            Assert.Equal(1, classes[0] + classes[1] + classes[2], 9);
            Assert.True(classes[expected] > 0.8);
        }
    }

    [Fact]
    public void A_regression_follows_a_curve()
    {
        float[] x = [.. Enumerable.Range(0, 2000).Select(static i => i / 200f)];
        var rows = OfOne(x, [.. x.Select(static v => 100 + (50 * MathF.Sin(v)))]);

        var model = Learn(rows, new BoostedTreesOptions { Objective = Objective.Regression, Trees = 100 });

        for (var v = 0.1f; v < 9.9f; v += 0.1f)
            Assert.Equal(100 + (50 * Math.Sin(v)), model.Predict([v]), 1.5);
    }

    [Fact]
    public void Scores_on_new_rows_are_calibrated()
    {
        var model = Learn(Mixed(8000, 11));

        var test = Mixed(8000, 12);
        Assert.True(ProbabilityMeasures.ExpectedCalibrationError(Predict(model, test), test.Labels) < 0.03);
    }

    [Fact]
    public void Growth_by_leaf_and_by_level_keep_within_their_limits()
    {
        var rows = Mixed(3000, 13);

        var byLeaf = Learn(rows, new BoostedTreesOptions { Trees = 10, Growth = Growth.LeafWise, MaxDepth = 16, MaxLeaves = 13, ColumnSample = 1 });
        var byLevel = Learn(rows, new BoostedTreesOptions { Trees = 10, MaxDepth = 3, ColumnSample = 1 });

        Assert.Equal(130, byLeaf.LeafCount);
        Assert.InRange(byLevel.LeafCount, 50, 80);
    }

    [Fact]
    public void It_stops_when_the_validation_loss_rises_and_keeps_the_best()
    {
        var losses = new List<double>();

        var model = new BoostedTreesLearner(new BoostedTreesOptions { Trees = 500, LearningRate = 0.5, EarlyStopping = 10 })
            .Learn(Mixed(400, 14), Mixed(400, 15), new Reports(p => losses.Add(p.ValidationLoss!.Value)), CancellationToken.None);

        Assert.Equal(losses.IndexOf(losses.Min()) + 1, model.TreeCount);
        Assert.Equal(model.TreeCount + 10, losses.Count);
    }

    [Fact]
    public void It_ends_at_once_when_it_is_no_longer_wanted()
    {
        using var stop = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => new BoostedTreesLearner(new BoostedTreesOptions { Trees = 100_000, Threads = 2 })
            .Learn(Mixed(2000, 16), null, new Reports(p => { if (p.Done == 3) stop.Cancel(); }), stop.Token));
    }

    [Fact]
    public void One_value_everywhere_is_learned_as_the_mean()
    {
        var model = Learn(OfOne(new float[100], [.. Enumerable.Range(0, 100).Select(static i => i < 25 ? 1f : 0f)]), new BoostedTreesOptions { RowSample = 1 });

        Assert.Equal(0.25, model.Predict([0]), 3);
    }

    [Fact]
    public void What_cannot_be_learned_is_refused_with_a_reason()
    {
        var rows = Mixed(50, 17);
        var learner = new BoostedTreesLearner(new BoostedTreesOptions());

        Assert.Contains("Trees", Assert.Throws<ArgumentException>(() => new BoostedTreesLearner(new BoostedTreesOptions { Trees = 0 })).Message);
        Assert.Contains("classes", Assert.Throws<ArgumentException>(() => learner.Learn(OfOne([1, 2], [1, 1]), CancellationToken.None)).Message);
        Assert.Contains("0 or 1", Assert.Throws<ArgumentException>(() => learner.Learn(OfOne([1, 2], [1, 2]), CancellationToken.None)).Message);
        Assert.Contains("rows", Assert.Throws<ArgumentException>(() => learner.Learn(OfOne([], []), CancellationToken.None)).Message);
        Assert.Contains("zzz", Assert.Throws<ArgumentException>(() => Learn(rows, new BoostedTreesOptions { Monotone = new Dictionary<string, int> { ["zzz"] = 1 } })).Message);
        Assert.Contains("validation", Assert.Throws<ArgumentException>(() => Learn(rows, new BoostedTreesOptions { EarlyStopping = 5 })).Message);
        Assert.Contains("4 features", Assert.Throws<ArgumentException>(() => Learn(rows).Predict([1f])).Message);
    }

    private sealed class Reports(Action<LearningProgress> on) : IProgress<LearningProgress>
    {
        public void Report(LearningProgress value) => on(value);
    }
}
