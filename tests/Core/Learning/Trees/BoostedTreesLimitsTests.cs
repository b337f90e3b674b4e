using MerchantOps.Learning.Data;
using MerchantOps.Learning.Trees;
using static MerchantOps.Tests.Core.Learning.Trees.Tables;

namespace MerchantOps.Tests.Core.Learning.Trees;

/// <summary>What happens at the ends of what rows and options may be.</summary>
public sealed class BoostedTreesLimitsTests
{
    private static readonly BoostedTreesOptions Unpenalised = new() { Trees = 50, RowSample = 1, ColumnSample = 1, LearningRate = 1, L2 = 0, MinChildWeight = 0 };

    [Fact]
    public void A_score_does_not_depend_on_how_much_room_it_is_given()
    {
        var model = Learn(Mixed(500, 1));
        double[] exact = [0], roomy = [0, 0, 0];

        model.Score([7f, 2f, 1f, 2f], exact);
        model.Score([7f, 2f, 1f, 2f], roomy);

        Assert.Equal([exact[0], 0, 0], roomy);
    }

    [Fact]
    public void Bulk_predictions_need_a_thread_and_room_for_all_rows()
    {
        var (model, rows) = (Learn(Mixed(500, 2)), Mixed(10, 3));

        Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(rows, new double[10], threads: 0, CancellationToken.None));
        Assert.Contains("9 places", Assert.Throws<ArgumentException>(() => model.Predict(rows, new double[9], threads: 1, CancellationToken.None)).Message);
    }

    [Fact]
    public void Classes_that_are_certain_keep_finite_probabilities()
    {
        float[] x = [.. Enumerable.Range(0, 300).Select(static i => i % 3f)];

        var model = Learn(OfOne(x, x), Unpenalised with { Objective = Objective.MultiClass, Trees = 300 });

        Assert.All(Predict(model, OfOne(x, x)), static p => Assert.InRange(p, 0, 1));
    }

    [Fact]
    public void Without_penalties_a_side_without_curvature_is_no_leaf()
    {
        // The first row weighs too little for its curvature to be seen, but not for its slope.
        float[] x = [-1, 0, 1, 2, 3, 4, 5], y = [1e11f, 0, 0, 0, 1, 1, 1], weights = [1e-11f, 1, 1, 1, 1, 1, 1];

        var model = Learn(OfOne(x, y, weights), Unpenalised with { Objective = Objective.Regression, MaxDepth = 1, Trees = 1 });

        Assert.True(model.Predict([5f]) - model.Predict([0f]) > 0.5);
    }

    [Theory]
    [InlineData(1e-10f)]
    [InlineData(1e12f)]
    public void The_unit_of_a_regression_changes_nothing(float unit)
    {
        float[] x = [.. Enumerable.Range(0, 500).Select(static i => (float)i)], y = [.. x.Select(static v => MathF.Sin(v / 50))];
        var options = new BoostedTreesOptions { Objective = Objective.Regression, Trees = 100 };

        var (plain, scaled) = (Learn(OfOne(x, y), options), Learn(OfOne(x, [.. y.Select(v => v * unit)]), options));

        for (var i = 0; i < x.Length; i += 10)
            Assert.Equal(plain.Predict([x[i]]), scaled.Predict([x[i]]) / unit, 0.05);
    }

    [Fact]
    public void A_regression_on_one_value_predicts_it()
    {
        var model = Learn(OfOne([1, 2, 3, 4], [7, 7, 7, 7]), new BoostedTreesOptions { Objective = Objective.Regression, Trees = 5 });

        Assert.Equal(7, model.Predict([2.5f]));
    }

    [Fact]
    public void A_class_that_never_occurs_is_never_likely()
    {
        float[] x = [.. Enumerable.Range(0, 400).Select(static i => i % 2f)];

        var model = Learn(OfOne(x, [.. x.Select(static v => 2 * v)]), new BoostedTreesOptions { Objective = Objective.MultiClass, Trees = 50 });

        Span<double> classes = stackalloc double[3];
        model.Predict([1f], classes);
        Assert.True(classes[2] > 0.9 && classes[1] < 0.05);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(60, 2000)]
    public void Tables_of_two_rows_or_of_more_columns_than_rows_can_be_learned_by_any_number_of_threads(int rows, int columns)
    {
        var random = new Random(5);
        float[] y = [.. Enumerable.Range(0, rows).Select(static i => i % 2f)];
        var data = new Dataset([.. Enumerable.Range(0, columns).Select(static j => Feature.Number($"x{j}"))], [.. Enumerable.Range(0, columns).Select(_ => y.Select(v => v + random.NextSingle()).ToArray())], y);
        var options = new BoostedTreesOptions { Trees = 5, RowSample = 0.01, MaxDepth = 16, MaxLeaves = 1024 };

        Assert.Equal(Saved(Learn(data, options)), Saved(Learn(data, options with { Threads = 8 })));
    }

    [Fact]
    public void Rows_that_no_sum_could_hold_are_refused_with_a_reason()
    {
        float[] x = [1, 2, 3, 4], y = [0, 1, 0, 1], none = [0, 0, 0, 0];
        var regression = new BoostedTreesOptions { Objective = Objective.Regression };

        Assert.Contains("scale", Refusal(OfOne(x, [0, 1e30f, 0, 1]), regression));
        Assert.Contains("scale", Refusal(OfOne(x, y, [1, 1e30f, 1, 1]), new BoostedTreesOptions()));
        Assert.Contains("weigh something", Refusal(OfOne(x, y, none), regression));
        Assert.Contains("no classes to weight", Refusal(OfOne(x, y), regression with { ClassWeights = [1, 2] }));
        Assert.Contains("Class weights", Assert.Throws<ArgumentException>(() => new BoostedTreesLearner(new BoostedTreesOptions { ClassWeights = [1, 1e300] })).Message);
        Assert.Contains("weigh something", Refusal(OfOne(x, y), new BoostedTreesOptions { EarlyStopping = 3 }, OfOne(x, y, none)));
    }

    [Fact]
    public void A_validation_part_with_other_names_behind_the_same_codes_is_refused()
    {
        Dataset Shops(params string[] names) => new([Feature.Category("shop", names)], [[0, 1, 0, 1]], [0, 1, 0, 1]);

        Assert.Contains("those of shop differ", Refusal(Shops("a", "b"), new BoostedTreesOptions(), Shops("b", "a")));
    }

    private static string Refusal(Dataset rows, BoostedTreesOptions options, Dataset? validation = null) =>
        Assert.Throws<ArgumentException>(() => new BoostedTreesLearner(options).Learn(rows, validation, null, CancellationToken.None)).Message;
}
