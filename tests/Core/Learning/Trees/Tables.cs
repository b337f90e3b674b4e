using MerchantOps.Learning.Data;
using MerchantOps.Learning.Trees;

namespace MerchantOps.Tests.Core.Learning.Trees;

/// <summary>Made-up tables whose truth is known.</summary>
internal static class Tables
{
    public static BoostedTreesModel Learn(Dataset rows, BoostedTreesOptions? options = null) =>
        new BoostedTreesLearner(options ?? new BoostedTreesOptions { Trees = 60, RowSample = 1, ColumnSample = 1, LearningRate = 0.2 }).Learn(rows, CancellationToken.None);

    /// <summary>Numbers with gaps, a category and noise; class 1 by an interaction of all of them.</summary>
    public static Dataset Mixed(int rows, int seed)
    {
        var random = new Random(seed);
        float[][] columns = [new float[rows], new float[rows], new float[rows], new float[rows]];
        var labels = new float[rows];
        for (var i = 0; i < rows; i++)
        {
            columns[0][i] = random.NextSingle() < 0.2 ? float.NaN : random.NextSingle() * 10;
            columns[1][i] = (float)Math.Exp(3 * random.NextDouble());
            columns[2][i] = random.Next(5);
            columns[3][i] = random.Next(3);
            labels[i] = random.NextDouble() < 1 / (1 + Math.Exp(-Risk(columns, i))) ? 1 : 0;
        }

        return new Dataset([Feature.Number("a"), Feature.Number("b"), Feature.Category("c", ["p", "q", "r", "s", "t"]), Feature.Number("d")], columns, labels);
    }

    /// <summary>The log-odds the labels of <see cref="Mixed"/> are drawn by.</summary>
    public static double[] Risks(Dataset rows)
    {
        float[][] columns = [.. Enumerable.Range(0, 4).Select(j => rows.Column(j).ToArray())];
        return [.. Enumerable.Range(0, rows.Rows).Select(i => Risk(columns, i))];
    }

    private static double Risk(float[][] columns, int i) =>
        (columns[0][i] > 6 ? 1.5 : -1) + (columns[2][i] is 1 or 4 ? 1.2 : -0.5) + (columns[1][i] > 8 && columns[3][i] == 2 ? 2 : 0);

    public static Dataset OfOne(float[] values, float[] labels, float[]? weights = null) => new([Feature.Number("x")], [values], labels, weights);

    public static double[] Predict(BoostedTreesModel model, Dataset rows, int threads = 1)
    {
        var into = new double[rows.Rows * model.Outputs];
        model.Predict(rows, into, threads, CancellationToken.None);
        return into;
    }

    public static byte[] Saved(BoostedTreesModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream, new("test", BoostedTreesModel.Kind, model.Features, 1) { LibraryVersion = "0" });
        return stream.ToArray();
    }
}
