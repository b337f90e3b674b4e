using MerchantOps.Learning.Linear;

namespace MerchantOps.Tests.Core.Learning.Linear;

public sealed class LogisticRegressionTests
{
    private static readonly LogisticRegressionLearner Learner = new(new LogisticRegressionOptions());

    [Fact]
    public void What_can_be_separated_is_separated_with_finite_weights()
    {
        var (rows, labels) = Separable(400);

        var model = Learner.Learn(rows, labels, CancellationToken.None);

        for (var i = 0; i < rows.Count; i++)
            Assert.Equal(labels[i], model.Predict(rows[i]) > 0.5);
        Assert.All(model.Weights, weight => Assert.True(double.IsFinite(weight)));
    }

    [Fact]
    public void The_same_rows_give_the_same_model()
    {
        var (rows, labels) = Separable(200);

        var (first, second) = (Learner.Learn(rows, labels, CancellationToken.None), Learner.Learn(rows, labels, CancellationToken.None));

        Assert.Equal(first.Weights, second.Weights);
        Assert.Equal(first.Means, second.Means);
        Assert.Equal(first.Scales, second.Scales);
    }

    [Theory]
    [InlineData(1e-12f)]
    [InlineData(1e12f)]
    public void The_unit_of_a_feature_changes_nothing(float unit)
    {
        var (rows, labels) = Separable(200);

        var plain = Learner.Learn(rows, labels, CancellationToken.None);
        var scaled = Learner.Learn([.. rows.Select(r => new[] { r[0] * unit, r[1] })], labels, CancellationToken.None);

        foreach (var row in rows)
            Assert.Equal(plain.Predict(row), scaled.Predict([row[0] * unit, row[1]]), 4);
    }

    [Fact]
    public void A_constant_feature_does_no_harm()
    {
        var (rows, labels) = Separable(200);
        var without = Learner.Learn([.. rows.Select(static r => r[..1])], labels, CancellationToken.None);
        var constant = Learner.Learn([.. rows.Select(static r => new[] { r[0], 7f })], labels, CancellationToken.None);

        Assert.Equal(without.Predict(rows[0].AsSpan(0, 1)), constant.Predict([rows[0][0], 7f]), 6);
    }

    [Fact]
    public void Known_coefficients_are_found_again()
    {
        var random = new Random(11);
        List<float[]> rows = [.. Enumerable.Range(0, 20_000).Select(_ => new[] { Gaussian(random), Gaussian(random) })];
        List<bool> labels = [.. rows.Select(r => random.NextDouble() < 1 / (1 + Math.Exp(-(-1 + (2 * r[0]) - (0.5 * r[1])))))];

        var model = Learner.Learn(rows, labels, CancellationToken.None);

        var slopes = Enumerable.Range(0, 2).Select(j => model.Weights[j + 1] / model.Scales[j]).ToArray();
        Assert.InRange(slopes[0], 1.9, 2.1);
        Assert.InRange(slopes[1], -0.6, -0.4);
    }

    [Fact]
    public void The_mean_probability_is_the_share_of_positives()
    {
        var random = new Random(3);
        List<float[]> rows = [.. Enumerable.Range(0, 2_000).Select(_ => new[] { Gaussian(random), random.Next(5) })];
        List<bool> labels = [.. rows.Select(r => random.NextDouble() < (r[0] > 1 ? 0.4 : 0.03))];

        var model = Learner.Learn(rows, labels, CancellationToken.None);

        Assert.Equal(labels.Average(static l => l ? 1.0 : 0), rows.Average(r => model.Predict(r)), 4);
    }

    [Fact]
    public void Features_of_very_different_size_are_learnt_alike()
    {
        var (rows, labels) = Separable(200);

        var small = Learner.Learn(rows, labels, CancellationToken.None);
        var large = Learner.Learn([.. rows.Select(static r => new[] { r[0] * 1e6f, r[1] * 1e-6f })], labels, CancellationToken.None);

        Assert.Equal(small.Predict(rows[5]), large.Predict([rows[5][0] * 1e6f, rows[5][1] * 1e-6f]), 4);
    }

    [Fact]
    public void Contributions_and_intercept_make_up_the_prediction()
    {
        var (rows, labels) = Separable(100);
        var model = Learner.Learn(rows, labels, CancellationToken.None);

        var odds = model.Weights[0] + model.Contribution(rows[0], 0) + model.Contribution(rows[0], 1);

        Assert.Equal(1 / (1 + Math.Exp(-odds)), model.Predict(rows[0]), 12);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_class_alone_is_refused(bool label) =>
        Assert.Throws<ArgumentException>(() => Learner.Learn([[1f], [2f]], [label, label], CancellationToken.None));

    [Fact]
    public void Rows_without_labels_are_refused() =>
        Assert.Throws<ArgumentException>(() => Learner.Learn([[1f], [2f]], [true], CancellationToken.None));

    [Fact]
    public void Learning_can_be_given_up()
    {
        var (rows, labels) = Separable(10);

        Assert.Throws<OperationCanceledException>(() => Learner.Learn(rows, labels, new CancellationToken(canceled: true)));
    }

    private static (List<float[]> Rows, List<bool> Labels) Separable(int count)
    {
        var random = new Random(5);
        List<bool> labels = [.. Enumerable.Range(0, count).Select(static i => i % 4 == 0)];
        List<float[]> rows = [.. labels.Select(label => new[] { (label ? 2f : -2f) + random.NextSingle(), random.NextSingle() })];
        return (rows, labels);
    }

    private static float Gaussian(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
