using System.Text.Json;
using MerchantOps.Learning;
using MerchantOps.Learning.Data;
using MerchantOps.Learning.Files;
using MerchantOps.Learning.Unsupervised;
using MerchantOps.Tests.Core.Architecture;
using Gaussian = MathNet.Numerics.Distributions.Normal;

namespace MerchantOps.Tests.Core.Learning.Unsupervised;

public sealed class KMeansTests
{
    [Fact]
    public void Planted_clusters_are_found_again()
    {
        var (data, planted) = Planted(new Random(1), 5, 200);

        var clusters = Learn(data, 5).Assign(data);

        Assert.Equal(5, planted.Zip(clusters).Distinct().Count());
    }

    [Fact]
    public void Centres_are_the_means_of_their_rows_in_the_units_of_the_features()
    {
        var (data, _) = Planted(new Random(2), 3, 100);
        var model = Learn(data, 3);

        var clusters = model.Assign(data);

        for (var c = 0; c < 3; c++)
        {
            int[] rows = [.. Enumerable.Range(0, data.Rows).Where(i => clusters[i] == c)];
            for (var j = 0; j < 2; j++)
                Assert.Equal(rows.Average(i => data.Column(j)[i]), model.Centre(c)[j], 0.01);
        }
    }

    [Fact]
    public void Rows_alone_and_together_are_assigned_alike()
    {
        var (data, _) = Planted(new Random(3), 7, 333);
        var model = Learn(data, 7);

        var together = model.Assign(data);

        var row = new float[2];
        for (var i = 0; i < data.Rows; i++)
        {
            data.CopyRow(i, row);
            Assert.Equal(model.Assign(row), together[i]);
        }
    }

    [Fact]
    public void A_unit_does_not_matter_when_features_are_standardised()
    {
        var (data, _) = Planted(new Random(4), 4, 100);
        var cents = new Dataset(data.Features, [[.. data.Column(0).ToArray().Select(static v => 128 * v)], data.Column(1).ToArray()], new float[data.Rows]);

        Assert.Equal(Learn(data, 4).Assign(data), Learn(cents, 4).Assign(cents));
        Assert.Equal(Learn(data, 4).Inertia, Learn(cents, 4).Inertia, 1e-3);
    }

    [Fact]
    public void More_starts_are_never_worse()
    {
        var (data, _) = Planted(new Random(5), 12, 30);

        int[] starts = [1, 5, 25];
        var inertias = starts.Select(restarts =>
            new KMeansLearner(new KMeansOptions { Clusters = 12, Restarts = restarts }).Learn(data, null, CancellationToken.None).Inertia).ToList();

        Assert.True(inertias[0] >= inertias[1] && inertias[1] >= inertias[2]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_model()
    {
        var (data, _) = Planted(new Random(6), 6, 50);

        Assert.Equal(Saved(Learn(data, 6)), Saved(Learn(data, 6)));
    }

    [Fact]
    public void Rows_that_are_all_alike_make_clusters_all_the_same()
    {
        var model = Learn(new Dataset([Feature.Number("x")], [[.. Enumerable.Repeat(3f, 20)]], new float[20]), 3);

        Assert.Equal(0, model.Inertia);
        Assert.Equal(3f, model.Centre(0)[0]);
    }

    [Fact]
    public void The_number_of_planted_clusters_is_ranked_first()
    {
        var (data, _) = Planted(new Random(7), 4, 100);

        var counts = new ClusterCountSearch(new KMeansOptions()).Search(data, 2, 7, null, CancellationToken.None);

        Assert.Equal(4, counts[0].Clusters);
        Assert.Equal(6, counts.Count);
        Assert.Equal(4, counts.MinBy(static c => c.DaviesBouldin)!.Clusters);
    }

    [Fact]
    public void Measures_of_clusters_are_those_worked_out_by_hand()
    {
        var data = new Dataset([Feature.Number("x")], [[0, 1, 4, 5, 20]], new float[5]);
        int[] clusters = [0, 0, 1, 1, 7];

        // Of 0: 1 to its own, 4.5 to the next, so 3.5/4.5; of 1: 2.5/3.5; of 4 and 5 the same; 20 is alone.
        Assert.Equal(2 * ((3.5 / 4.5) + (2.5 / 3.5)) / 5, ClusterMeasures.Silhouette(data, clusters, 100, 1, CancellationToken.None), 6);
        // Widths ½, ½ and 0; means ½, 4½ and 20.
        Assert.Equal(((1 / 4.0) + (1 / 4.0) + (0.5 / 15.5)) / 3, ClusterMeasures.DaviesBouldin(data, clusters), 6);
    }

    [Fact]
    public void A_sample_estimates_the_silhouette()
    {
        var (data, planted) = Planted(new Random(8), 4, 1000);

        var all = ClusterMeasures.Silhouette(data, planted, data.Rows, 1, CancellationToken.None);

        Assert.Equal(all, ClusterMeasures.Silhouette(data, planted, 1000, 1, CancellationToken.None), 0.02);
    }

    [Fact]
    public void A_model_comes_back_as_it_was()
    {
        var (data, _) = Planted(new Random(9), 4, 50);
        var model = Learn(data, 4);

        var read = KMeansModel.Load(new MemoryStream(Saved(model)));

        Assert.Equal(model.Assign(data), read.Assign(data));
        Assert.Equal((model.Inertia, model.Clusters), (read.Inertia, read.Clusters));
    }

    [Fact]
    public void A_model_of_the_first_release_still_loads()
    {
        var model = KMeansModel.Load(new MemoryStream(File.ReadAllBytes(Path.Combine(Repository.Root, "tests/Core/Learning/Fixtures/k-means-1.model"))));

        Assert.Equal(["x", "y"], model.Features.Select(static f => f.Name));
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(c => model.Assign(model.Centre(c))));
        Assert.Equal(0.9092940606642514, model.Inertia, 9);
    }

    [Fact]
    public void A_file_with_half_a_mean_is_refused()
    {
        var file = new MemoryStream();
        ModelFile.Write(file, new ModelCard("", KMeansModel.Kind, [Feature.Number("x"), Feature.Number("y")], 2), 1, static payload =>
        {
            payload.Write(1.0);
            payload.WriteArray<float>([0, 0]);
            payload.WriteArray<float>([1, 1]);
            payload.WriteArray<float>([1, 2, 3]);
        });

        Assert.Throws<InvalidModelFileException>(() => KMeansModel.Load(new MemoryStream(file.ToArray())));
    }

    [Fact]
    public void People_can_read_the_means()
    {
        var (json, model) = (new MemoryStream(), Learn(Planted(new Random(10), 3, 50).Data, 3));

        model.WriteJson(json);

        using var read = JsonDocument.Parse(json.ToArray());
        Assert.Equal(model.Centre(1)[0], read.RootElement.GetProperty("centres")[1].GetProperty("x").GetSingle());
    }

    [Fact]
    public void It_reports_each_start_and_can_be_given_up()
    {
        using var source = new CancellationTokenSource();
        var reports = new CancellingReports(source);

        Assert.Throws<OperationCanceledException>(() =>
            new KMeansLearner(new KMeansOptions()).Learn(Planted(new Random(11), 4, 50).Data, reports, source.Token));
        Assert.Equal(2, reports.Count);
    }

    [Fact]
    public void What_has_no_distance_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Learn(new Dataset([Feature.Category("c", ["a"])], [new float[9]], new float[9]), 2));
        Assert.Throws<ArgumentException>(() => Learn(new Dataset([Feature.Number("x")], [[1, 2, float.NaN]], new float[3]), 2));
        Assert.Throws<ArgumentException>(() => Learn(new Dataset([Feature.Number("x")], [[1, 2]], new float[2]), 3));
        Assert.ThrowsAny<ArgumentException>(() => new KMeansLearner(new KMeansOptions { Clusters = 1 }));
        Assert.Throws<ArgumentException>(() => ClusterMeasures.DaviesBouldin(new Dataset([Feature.Number("x")], [[1, 2]], new float[2]), [1, 1]));
    }

    private static KMeansModel Learn(Dataset data, int clusters) =>
        new KMeansLearner(new KMeansOptions { Clusters = clusters }).Learn(data, null, CancellationToken.None);

    private static byte[] Saved(KMeansModel model)
    {
        var file = new MemoryStream();
        model.Save(file, new ModelCard("segments of customers", KMeansModel.Kind, model.Features, 100));
        return file.ToArray();
    }

    /// <summary>Round clouds on a circle.</summary>
    private static (Dataset Data, int[] Clusters) Planted(Random random, int clusters, int rowsEach)
    {
        int[] planted = [.. Enumerable.Range(0, clusters * rowsEach).Select(i => i % clusters)];
        float[] Column(Func<double, double> at) => [.. planted.Select(c => (float)((10 * at(2 * Math.PI * c / clusters)) + Gaussian.Sample(random, 0, 0.5)))];
        return (new Dataset([Feature.Number("x"), Feature.Number("y")], [Column(Math.Cos), Column(Math.Sin)], new float[planted.Length]), planted);
    }

    private sealed class CancellingReports(CancellationTokenSource source) : List<LearningProgress>, IProgress<LearningProgress>
    {
        public void Report(LearningProgress value)
        {
            Add(value);
            if (Count == 2)
                source.Cancel();
        }
    }
}
