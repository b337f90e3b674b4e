using MerchantOps.Fraud.Training;
using MerchantOps.Learning.Measures;

namespace MerchantOps.Tests.Core.Fraud.Training;

public sealed class TrainingPipelineTests
{
    private static readonly FraudTrainingOptions Options = new()
    {
        Version = "m1",
        LabelDelay = TimeSpan.FromDays(2),
        Trees = new() { Trees = 60, LearningRate = 0.2, MaxDepth = 4, Threads = 2 },
    };

    [Fact]
    public void It_ranks_new_orders_nearly_as_well_as_the_truth_does()
    {
        var (model, later) = (Train(Market.Rows(12_000, 1)).Model, Market.Rows(6_000, 2));

        var found = RankedScores.Of(ScoresOf(model, later), LabelsOf(later)).Auc();

        var best = RankedScores.Of([.. Each(later).Select(static r => Market.Truth(r.Features))], LabelsOf(later)).Auc();
        Assert.InRange(found, best - 0.02, 1);
    }

    [Fact]
    public void Its_probabilities_are_those_of_later_orders()
    {
        var (model, later) = (Train(Market.Rows(12_000, 1)).Model, Market.Rows(6_000, 2));

        var error = ProbabilityMeasures.ExpectedCalibrationError(ScoresOf(model, later), [.. LabelsOf(later).Select(static l => l ? 1f : 0f)]);

        Assert.InRange(error, 0, 0.03);
    }

    [Fact]
    public void The_same_rows_and_seed_give_the_same_model_whatever_the_number_of_threads()
    {
        var rows = Market.Rows(4_000, 1);

        var (one, two) = (Train(rows).Model, Train(rows, Options with { Trees = Options.Trees with { Threads = 1 } }).Model);

        Assert.Equal(BytesOf(one), BytesOf(two));
    }

    [Fact]
    public void Rows_in_another_order_give_the_same_model()
    {
        var rows = Market.Rows(4_000, 1);
        var shuffled = new TrainingRows(rows.Features, rows.FeatureVersion, Each(rows).OrderByDescending(static r => r.At));

        Assert.Equal(BytesOf(Train(rows).Model), BytesOf(Train(shuffled).Model));
    }

    [Fact]
    public void Each_order_of_the_validation_is_scored_by_a_model_that_could_not_know_it()
    {
        var rows = Market.Rows(6_000, 1);

        var validation = Train(rows).Validation!;

        Assert.Equal(Enumerable.Range(4_200, 1_800), validation.Rows);
        Assert.Equal(validation.Rows.Select(i => rows[i].Fraud ? 1f : 0f), validation.Labels);
    }

    [Fact]
    public void What_lies_within_the_label_delay_before_a_part_is_not_learned_from_for_it()
    {
        var (rows, options) = (Market.Rows(6_000, 1), Options with { Folds = 3 });

        var parts = ChainedPart.Of(rows, [.. Enumerable.Range(0, rows.Count)], options).ToList();

        Assert.Equal(3, parts.Count);
        Assert.All(parts, part => Assert.True(rows[part.Earlier[^1]].At <= rows[part.Later[0]].At - options.LabelDelay));
        Assert.All(parts, part => Assert.True(rows[part.Earlier[^1] + 1].At > rows[part.Later[0]].At - options.LabelDelay));
    }

    [Fact]
    public void Columns_that_never_change_are_left_out()
    {
        var model = Train(Market.Rows(3_000, 1, width: 40)).Model;
        var features = Market.Rows(1, 9, width: 40)[0].Features;
        var before = model.Predict(features);

        features[3] = 7;
        Array.Fill(features, 1e6f, 4, 36);

        Assert.Equal(before, model.Predict(features));
    }

    [Fact]
    public void Of_too_many_rows_some_are_drawn_and_probabilities_stay_those_of_all()
    {
        var (rows, later) = (Market.Rows(20_000, 1), Market.Rows(8_000, 2));

        var model = Train(rows, Options with { MaxRows = 4_500, MaxFoldRows = 4_500 }).Model;

        Assert.InRange(model.Card.Rows, 4_200, 4_800);
        Assert.Equal(later.Frauds / (double)later.Count, ScoresOf(model, later).Average(), tolerance: 0.02);
    }

    [Fact]
    public void An_order_of_three_times_the_weight_counts_as_three()
    {
        var rows = Market.Rows(8_000, 1);
        var heavy = new TrainingRows(rows.Features, rows.FeatureVersion, Each(rows).Select(static r => r with { Weight = r.Fraud ? 3 : 1 }));
        var later = Market.Rows(4_000, 2);

        var found = ScoresOf(Train(heavy).Model, later).Average();

        var expected = Each(later).Average(static r => Market.Truth(r.Features) is var p ? 3 * p / ((2 * p) + 1) : 0);
        Assert.Equal(expected, found, tolerance: 0.02);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Too_few_frauds_teach_nothing(int frauds)
    {
        var rows = Market.Rows(2_000, 1);
        var few = new TrainingRows(rows.Features, rows.FeatureVersion, Each(rows).Select((r, i) => r with { Fraud = i < frauds }));

        Assert.Null(TrainingPipeline.Train(few, Options, CancellationToken.None));
    }

    [Fact]
    public void Frauds_that_are_all_new_teach_without_a_validation()
    {
        var rows = Market.Rows(2_000, 1);
        var late = new TrainingRows(rows.Features, rows.FeatureVersion, Each(rows).Select((r, i) => r with { Fraud = i >= 1_980 }));

        Assert.Null(TrainingPipeline.Train(late, Options, CancellationToken.None)!.Validation);
    }

    [Fact]
    public void A_run_that_is_cancelled_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => TrainingPipeline.Train(Market.Rows(2_000, 1), Options, source.Token));
    }

    private static FraudTrainingResult Train(TrainingRows rows, FraudTrainingOptions? options = null) =>
        TrainingPipeline.Train(rows, options ?? Options, CancellationToken.None)!;

    private static IEnumerable<TrainingRow> Each(TrainingRows rows) => Enumerable.Range(0, rows.Count).Select(i => rows[i]);

    private static double[] ScoresOf(FraudModel model, TrainingRows rows) => [.. Each(rows).Select(r => model.Predict(r.Features))];

    private static bool[] LabelsOf(TrainingRows rows) => [.. Each(rows).Select(static r => r.Fraud)];

    private static byte[] BytesOf(FraudModel model)
    {
        using var file = new MemoryStream();
        model.Save(file);
        return file.ToArray();
    }
}
