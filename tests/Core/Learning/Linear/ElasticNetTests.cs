using MerchantOps.Learning.Data;
using MerchantOps.Learning.Files;
using MerchantOps.Learning.Linear;
using MerchantOps.Tests.Core.Architecture;

namespace MerchantOps.Tests.Core.Learning.Linear;

public sealed class ElasticNetTests
{
    private static readonly LogisticRegressionOptions Exact = new() { Tolerance = 1e-9, MaxIterations = 2000 };

    [Fact]
    public void Newton_and_quasi_Newton_find_the_same_weights()
    {
        var data = Numbers(600, classes: 2);

        var newton = Learn(data, Exact with { Solver = LogisticSolver.Newton });
        var quasi = Learn(data, Exact with { Solver = LogisticSolver.QuasiNewton });

        for (var j = 0; j < newton.Weights().Length; j++)
            Assert.Equal(newton.Weights()[j], quasi.Weights()[j], 3);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(3, 2)]
    public void A_weight_is_the_same_as_repeating_the_row(int classes, double l1)
    {
        var data = Numbers(150, classes);
        float[] counts = [.. Enumerable.Range(0, data.Rows).Select(static i => (float)(i % 3))];
        int[] repeated = [.. Enumerable.Range(0, data.Rows).SelectMany(i => Enumerable.Repeat(i, i % 3))];

        var weighted = Learn(data.WithWeights(counts), Exact with { L1 = l1 });
        var duplicated = Learn(data.Take(repeated), Exact with { L1 = l1 });

        for (var set = 0; set < (classes == 2 ? 1 : classes); set++)
            for (var j = 0; j < weighted.Weights(set).Length; j++)
                Assert.Equal(duplicated.Weights(set)[j], weighted.Weights(set)[j], 2);
    }

    [Fact]
    public void The_elastic_net_makes_weights_of_useless_features_zero_and_keeps_the_useful()
    {
        var model = Learn(Numbers(1000, classes: 2), Exact with { L1 = 30, L2 = 1 });

        var weights = model.Weights();
        Assert.True(Math.Abs(weights[0]) > 0.5 && Math.Abs(weights[1]) > 0.1);
        for (var j = 2; j < 8; j++)
            Assert.Equal(0, weights[j]);
    }

    [Fact]
    public void With_an_L1_no_single_weight_can_be_moved_for_the_better()
    {
        var data = Numbers(300, classes: 2);
        var options = Exact with { L1 = 5, L2 = 0.5, MaxIterations = 5000 };
        var design = new DenseDesign(ColumnEncoding.Learn(data).Encode(data), data.Rows, []);
        var loss = new LogisticLoss(design, [.. data.Labels.ToArray().Select(static l => (int)l)], [], 2, options.L2, CancellationToken.None);

        var found = new QuasiNewton(loss, options.L1, options.MaxIterations).Minimise(null);

        for (var p = 0; p < found.Length; p++)
            foreach (var by in new[] { -0.02, 0.02 })
                Assert.True(Objective(Moved(found, p, by)) > Objective(found), $"weight {p} by {by}");

        double Objective(double[] at) => loss.At(at, new double[at.Length]) + at.Where((_, p) => !loss.IsIntercept(p)).Sum(w => options.L1 * Math.Abs(w));
    }

    [Fact]
    public void Several_classes_are_told_apart_with_probabilities_that_add_up()
    {
        var data = Numbers(900, classes: 3);
        var model = Learn(data, Exact);
        var (row, probabilities, right) = (new float[8], new double[3], 0);

        for (var i = 0; i < data.Rows; i++)
        {
            data.CopyRow(i, row);
            model.Predict(row, probabilities);
            right += Array.IndexOf(probabilities, probabilities.Max()) == data.Labels[i] ? 1 : 0;
            Assert.Equal(1, probabilities.Sum(), 9);
        }

        Assert.True(right > 0.8 * data.Rows, $"{right} of {data.Rows}");
    }

    [Fact]
    public void Categories_are_learned_and_an_unknown_one_counts_as_none()
    {
        var random = new Random(4);
        float[] codes = [.. Enumerable.Range(0, 600).Select(_ => (float)random.Next(3))];
        float[] labels = [.. codes.Select(c => random.NextDouble() < (c == 1 ? 0.9 : 0.1) ? 1f : 0)];
        var model = Learn(new Dataset([Feature.Category("country", ["DE", "FR", "US"])], [codes], labels), Exact);

        Assert.InRange(model.Predict([1]), 0.8, 0.95);
        Assert.InRange(model.Predict([2]), 0.05, 0.2);
        Assert.Equal(model.Predict([float.NaN]), model.Predict([17]));
    }

    [Fact]
    public void A_missing_number_counts_as_the_mean()
    {
        var model = Learn(new Dataset([Feature.Number("x")], [[1, 2, 6, float.NaN]], [0, 0, 1, 1]), Exact);

        Assert.Equal(model.Predict([3f]), model.Predict([float.NaN]), 6);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Sparse_rows_give_nearly_the_model_of_the_same_dense_ones(int classes)
    {
        var data = Numbers(400, classes);
        var weak = Exact with { L2 = 1e-6, Solver = LogisticSolver.QuasiNewton };
        var (dense, sparse) = (Learn(data, weak), new LogisticRegressionLearner(weak).Learn(Sparse(data), data.Labels, default, null, CancellationToken.None));
        var (row, of, ofSparse) = (new float[8], new double[classes], new double[classes]);

        for (var i = 0; i < 50; i++)
        {
            data.CopyRow(i, row);
            dense.Predict(row, of);
            sparse.Predict([0, 1, 2, 3, 4, 5, 6, 7], row, ofSparse);
            Assert.Equal(of[0], ofSparse[0], 2);
        }
    }

    [Fact]
    public void Saved_models_predict_the_same_and_damaged_ones_are_refused()
    {
        var data = Numbers(200, classes: 3);
        var model = Learn(data, Exact);
        var file = new MemoryStream();
        model.Save(file, new ModelCard("test", "", [], data.Rows));

        var loaded = LogisticClassifier.Load(new MemoryStream(file.ToArray()));

        for (var set = 0; set < 3; set++)
            Assert.Equal(model.Weights(set), loaded.Weights(set));
        Assert.Equal(model.Columns, loaded.Columns);
        Assert.Throws<InvalidModelFileException>(() => LogisticClassifier.Load(new MemoryStream(file.ToArray()[..^9])));
        Assert.Throws<InvalidModelFileException>(() => SparseLogisticClassifier.Load(new MemoryStream(file.ToArray())));
    }

    [Fact]
    public void A_sparse_model_comes_back_from_its_file()
    {
        var data = Numbers(100, classes: 2);
        var model = new LogisticRegressionLearner(Exact).Learn(Sparse(data), data.Labels, default, null, CancellationToken.None);
        var file = new MemoryStream();
        model.Save(file, new ModelCard("test", "", [], data.Rows));

        Assert.Equal(model.Weights(), SparseLogisticClassifier.Load(new MemoryStream(file.ToArray())).Weights());
    }

    [Fact]
    public void Models_of_the_first_release_still_load()
    {
        var dense = LogisticClassifier.Load(Fixture("logistic-1.model"));
        var sparse = SparseLogisticClassifier.Load(Fixture("sparse-logistic-1.model"));
        var probabilities = new double[3];

        sparse.Predict([0, 2], [1, 1], probabilities);

        Assert.Equal(["amount", "country = DE", "country = FR"], dense.Columns);
        Assert.Equal(0.19798624324215144, dense.Predict([2.5f, 1]), 9);
        Assert.Equal(0.555777530428923, probabilities[0], 9);
    }

    [Fact]
    public void The_weights_can_be_read_by_people()
    {
        var json = new MemoryStream();
        Learn(Numbers(100, classes: 2), Exact).WriteJson(json);

        using var document = System.Text.Json.JsonDocument.Parse(json.ToArray());
        Assert.True(document.RootElement.GetProperty("weights")[0].TryGetProperty("x0", out _));
    }

    [Fact]
    public void Learning_can_be_given_up_between_rows()
    {
        var data = Numbers(100, classes: 3);

        Assert.Throws<OperationCanceledException>(() => new LogisticRegressionLearner(Exact).Learn(data, null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LogisticRegressionLearner(new LogisticRegressionOptions { L1 = -1 }));
        Assert.Throws<ArgumentException>(() => new LogisticRegressionLearner(new LogisticRegressionOptions { L2 = double.NaN }));
        Assert.Throws<ArgumentException>(() => new LogisticRegressionLearner(new LogisticRegressionOptions { MaxIterations = 0 }));
        Assert.Throws<ArgumentException>(() => new LogisticRegressionLearner(new LogisticRegressionOptions { Solver = LogisticSolver.Newton, L1 = 1 }));
    }

    [Theory]
    [InlineData(new[] { 0, 2 }, new[] { 1, 0 })]
    [InlineData(new[] { 0, 2 }, new[] { 0, 9 })]
    [InlineData(new[] { 1, 2 }, new[] { 0, 1 })]
    [InlineData(new[] { 0, 3, 2 }, new[] { 0, 1 })]
    public void Arrays_that_make_no_matrix_are_refused(int[] starts, int[] columns) =>
        Assert.Throws<ArgumentException>(() => new SparseRows(starts, columns, [1, 1], 3));

    private static LogisticClassifier Learn(Dataset data, LogisticRegressionOptions options) =>
        new LogisticRegressionLearner(options).Learn(data, null, CancellationToken.None);

    private static MemoryStream Fixture(string name) => new(File.ReadAllBytes(Path.Combine(Repository.Root, "tests/Core/Learning/Fixtures", name)));

    private static double[] Moved(double[] at, int p, double by)
    {
        var moved = (double[])at.Clone();
        moved[p] += by;
        return moved;
    }

    private static SparseRows Sparse(Dataset data)
    {
        var row = new float[8];
        var values = Enumerable.Range(0, data.Rows).SelectMany(i =>
        {
            data.CopyRow(i, row);
            return row.ToArray();
        }).ToArray();
        return new SparseRows([.. Enumerable.Range(0, data.Rows + 1).Select(static i => 8 * i)], [.. Enumerable.Range(0, values.Length).Select(static i => i % 8)], values, 8);
    }

    /// <summary>Eight features, of which the first two tell the class.</summary>
    private static Dataset Numbers(int rows, int classes)
    {
        var random = new Random(7);
        var columns = Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, rows).Select(_ => (random.NextSingle() * 4) - 2).ToArray()).ToArray();
        float[] labels = [.. Enumerable.Range(0, rows).Select(i =>
            (float)(classes == 2 ? (random.NextDouble() < 1 / (1 + Math.Exp(-(2 * columns[0][i]) + columns[1][i])) ? 1 : 0)
            : columns[0][i] + (0.3 * random.NextDouble()) > 0.5 ? 2 : columns[1][i] > 0 ? 1 : 0))];
        return new Dataset([.. Enumerable.Range(0, 8).Select(static j => Feature.Number($"x{j}"))], columns, labels);
    }
}
