using System.Text.Json;
using MerchantOps.Learning;
using MerchantOps.Learning.Data;
using MerchantOps.Learning.Files;
using MerchantOps.Learning.Measures;
using MerchantOps.Learning.Unsupervised;
using MerchantOps.Tests.Core.Architecture;
using Gaussian = MathNet.Numerics.Distributions.Normal;

namespace MerchantOps.Tests.Core.Learning.Unsupervised;

public sealed class IsolationForestTests
{
    private static readonly IsolationForestLearner Learner = new(new IsolationForestOptions());

    [Fact]
    public void What_stands_alone_scores_above_what_is_ordinary()
    {
        var (data, isOutlier) = Planted(new Random(1), 2000, 20);

        var scores = Learn(data).Score(data, 1, CancellationToken.None);

        Assert.True(RankingMetrics.Auc(scores, isOutlier) > 0.99);
        Assert.All(scores, static s => Assert.InRange(s, 0.001, 0.999));
        Assert.InRange(scores.Average(), 0.35, 0.5);
    }

    [Fact]
    public void The_same_seed_gives_the_same_model_on_any_number_of_threads()
    {
        var (data, _) = Planted(new Random(2), 500, 5);
        var one = Saved(new IsolationForestLearner(new IsolationForestOptions { Threads = 1 }).Learn(data, null, CancellationToken.None));

        Assert.Equal(one, Saved(new IsolationForestLearner(new IsolationForestOptions { Threads = 3 }).Learn(data, null, CancellationToken.None)));
        Assert.NotEqual(one, Saved(new IsolationForestLearner(new IsolationForestOptions { Seed = 2 }).Learn(data, null, CancellationToken.None)));
    }

    [Fact]
    public void Rows_alone_and_together_score_alike()
    {
        var (data, _) = Planted(new Random(3), 3000, 5);
        var model = Learn(data);

        var together = model.Score(data, 3, CancellationToken.None);

        var row = new float[2];
        for (var i = 0; i < data.Rows; i += 97)
        {
            data.CopyRow(i, row);
            Assert.Equal(model.Score(row), together[i]);
        }
    }

    [Fact]
    public void A_rare_category_is_unusual()
    {
        float[] codes = [.. Enumerable.Range(0, 400).Select(static i => i == 7 ? 3f : i % 2)];
        var data = new Dataset([Feature.Category("country", ["DE", "FR", "GB", "KP"])], [codes], new float[400]);

        var model = Learn(data);

        Assert.True(model.Score([3]) > model.Score([0]) + 0.1);
        Assert.Equal(model.Score([2]), model.Score([float.NaN]));
    }

    [Fact]
    public void Missing_values_are_scored()
    {
        float[] values = [.. Enumerable.Range(0, 300).Select(static i => i % 10 == 0 ? float.NaN : i)];
        var data = new Dataset([Feature.Number("amount")], [values], new float[300]);

        Assert.InRange(Learn(data).Score([float.NaN]), 0.1, 0.9);
    }

    [Fact]
    public void Rows_that_are_all_alike_are_ordinary() =>
        Assert.Equal(0.5, Learn(new Dataset([Feature.Number("x")], [new float[100]], new float[100])).Score([0f]), 6);

    [Fact]
    public void A_row_is_scored_without_allocation()
    {
        var model = Learn(Planted(new Random(4), 500, 5).Data);
        float[] row = [1, 2];
        model.Score(row);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            model.Score(row);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_model_comes_back_as_it_was()
    {
        var (data, _) = Planted(new Random(5), 500, 5);
        var model = Learn(data);

        var read = IsolationForestModel.Load(new MemoryStream(Saved(model)));

        Assert.Equal(model.Score(data, 1, CancellationToken.None), read.Score(data, 1, CancellationToken.None));
        Assert.Equal(["x", "y"], read.Features.Select(static f => f.Name));
    }

    [Fact]
    public void A_model_of_the_first_release_still_loads()
    {
        var model = IsolationForestModel.Load(new MemoryStream(File.ReadAllBytes(Path.Combine(Repository.Root, "tests/Core/Learning/Fixtures/isolation-forest-1.model"))));

        Assert.Equal(5, model.TreeCount);
        Assert.Equal(0.5615732085407528, model.Score([0, 0]), 12);
        Assert.Equal(0.6197539432498322, model.Score([9, 9]), 12);
    }

    [Fact]
    public void A_file_whose_trees_lead_nowhere_is_refused()
    {
        var file = new MemoryStream();
        ModelFile.Write(file, new ModelCard("", IsolationForestModel.Kind, [Feature.Number("x")], 2), 1, static payload =>
        {
            payload.Write(256);
            payload.Write(1);
            payload.WriteArray<int>([0, 0, 0, -1, 0, 0, -1, 0, 0]);
        });

        Assert.Throws<InvalidModelFileException>(() => IsolationForestModel.Load(new MemoryStream(file.ToArray())));
    }

    [Fact]
    public void People_can_read_the_trees()
    {
        var json = new MemoryStream();

        Learn(Planted(new Random(6), 100, 5).Data).WriteJson(json);

        using var read = JsonDocument.Parse(json.ToArray());
        Assert.Equal(100, read.RootElement.GetProperty("trees").GetArrayLength());
        Assert.Contains(read.RootElement.GetProperty("trees")[0].GetProperty("feature").GetString(), (string[])["x", "y"]);
    }

    [Fact]
    public void It_reports_each_tree_and_can_be_given_up()
    {
        using var source = new CancellationTokenSource();
        var reports = new CancellingReports(source, after: 10);

        Assert.Throws<OperationCanceledException>(() => Learner.Learn(Planted(new Random(7), 300, 5).Data, reports, source.Token));
        Assert.Equal(Enumerable.Range(1, 10), reports.Done);
    }

    [Fact]
    public void Options_rows_and_features_out_of_range_are_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => new IsolationForestLearner(new IsolationForestOptions { Trees = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => new IsolationForestLearner(new IsolationForestOptions { SampleSize = 1 }));
        Assert.ThrowsAny<ArgumentException>(() => new IsolationForestLearner(new IsolationForestOptions { Threads = 0 }));
        Assert.Throws<ArgumentException>(() => Learn(new Dataset([Feature.Number("x")], [new float[1]], new float[1])));
        Assert.Throws<ArgumentException>(() => Learn(Planted(new Random(8), 100, 5).Data).Score([1f]));
    }

    private static IsolationForestModel Learn(Dataset data) => Learner.Learn(data, null, CancellationToken.None);

    private static byte[] Saved(IsolationForestModel model)
    {
        var file = new MemoryStream();
        model.Save(file, new ModelCard("unusual orders", IsolationForestModel.Kind, model.Features, 500));
        return file.ToArray();
    }

    /// <summary>A cloud about the origin, and rows far from it and from each other.</summary>
    private static (Dataset Data, bool[] IsOutlier) Planted(Random random, int rows, int outliers)
    {
        bool[] isOutlier = [.. Enumerable.Range(0, rows).Select(i => i < outliers)];
        float[] Column() => [.. isOutlier.Select(o => (float)(o ? (random.Next(2) * 16) - 8 + random.NextDouble() : Gaussian.Sample(random, 0, 1)))];
        return (new Dataset([Feature.Number("x"), Feature.Number("y")], [Column(), Column()], new float[rows]), isOutlier);
    }

    private sealed class CancellingReports(CancellationTokenSource source, int after) : IProgress<LearningProgress>
    {
        public List<int> Done { get; } = [];

        public void Report(LearningProgress value)
        {
            Done.Add(value.Done);
            if (value.Done == after)
                source.Cancel();
        }
    }
}
