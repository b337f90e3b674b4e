using MerchantOps.Learning.Data;
using MerchantOps.Learning.Trees;
using static MerchantOps.Tests.Core.Learning.Trees.Tables;

namespace MerchantOps.Tests.Core.Learning.Trees;

public sealed class TreeExplainerTests
{
    [Theory]
    [InlineData(6, Growth.DepthWise)]
    [InlineData(3, Growth.DepthWise)]
    [InlineData(16, Growth.LeafWise)]
    public void Contributions_add_up_to_the_score(int depth, Growth growth)
    {
        var rows = Mixed(2000, 1);
        var model = Learn(rows, new BoostedTreesOptions { Trees = 40, MaxDepth = depth, Growth = growth, MinChildWeight = 0.01 });

        var (row, contributions, score) = (new float[4], new double[5], new double[1]);
        for (var i = 0; i < 200; i++)
        {
            rows.CopyRow(i, row);
            model.Explain(row, contributions);
            model.Score(row, score);

            Assert.Equal(score[0], contributions.Sum(), 1e-6);
        }
    }

    [Fact]
    public void Contributions_are_the_shapley_values_by_their_definition()
    {
        var rows = Wide(3000, 7, 2);
        var model = Learn(rows, new BoostedTreesOptions { Trees = 3, MaxDepth = 7, MinChildWeight = 0.5 });
        var forest = new ForestProbe(Saved(model));

        var (row, contributions) = (new float[7], new double[8]);
        for (var i = 0; i < 10; i++)
        {
            rows.CopyRow(i, row);
            model.Explain(row, contributions);

            for (var j = 0; j < 7; j++)
                Assert.Equal(forest.Shapley(row, j), contributions[j], 1e-9);
        }
    }

    [Fact]
    public void A_feature_that_no_tree_asks_contributes_nothing()
    {
        var rows = Mixed(1000, 3);
        var constant = new Dataset(
            [.. rows.Features, Feature.Number("constant")], [.. Enumerable.Range(0, 4).Select(j => rows.Column(j).ToArray()), new float[1000]], rows.Labels.ToArray());

        var contributions = new double[6];
        Learn(constant).Explain([1, 2, 3, 1, 0], contributions);

        Assert.Equal(0, contributions[4]);
    }

    [Fact]
    public void Each_class_is_explained_by_itself()
    {
        var rows = Wide(900, 3, 4);
        float[] labels = [.. Enumerable.Range(0, 900).Select(i => MathF.Floor(Math.Clamp(rows.Column(0)[i] + 2, 0, 2.9f)))];
        var model = Learn(
            new Dataset(rows.Features, [.. Enumerable.Range(0, 3).Select(j => rows.Column(j).ToArray())], labels),
            new BoostedTreesOptions { Objective = Objective.MultiClass, Trees = 10 });

        var (contributions, scores) = (new double[4], new double[3]);
        model.Score([0.1f, 0.2f, 0.3f], scores);
        for (var output = 0; output < 3; output++)
        {
            model.Explain([0.1f, 0.2f, 0.3f], contributions, output);
            Assert.Equal(scores[output], contributions.Sum(), 1e-6);
        }
    }

    private static Dataset Wide(int rows, int features, int seed)
    {
        var random = new Random(seed);
        var columns = new float[features][];
        for (var j = 0; j < features; j++)
            columns[j] = [.. Enumerable.Range(0, rows).Select(_ => (float)(random.NextDouble() - 0.5) * 2)];
        float[] labels = [.. Enumerable.Range(0, rows).Select(i => columns[0][i] * columns[1][i] + columns[2][i] + (0.5 * columns[^1][i]) + random.NextDouble() > 0.4 ? 1f : 0f)];
        return new Dataset([.. columns.Select(static (_, j) => Feature.Number($"x{j}"))], columns, labels);
    }
}
