using MerchantOps.Learning.Data;
using MerchantOps.Learning.Trees;

namespace MerchantOps.Evaluation.Learning;

internal sealed class TreesScorer(BoostedTreesModel model) : IScorer
{
    private const int MostLeaves = 1024;

    public int Trees => model.TreeCount;

    public int Leaves => model.LeafCount;

    /// <param name="trees">Null, as <paramref name="depth"/>, for the default. A deeper tree may have as many leaves as its depth allows.</param>
    /// <exception cref="ArgumentException">Out of range.</exception>
    public static Fit Fit(int? trees, int? depth)
    {
        var options = new BoostedTreesOptions();
        options = options with { Trees = trees ?? options.Trees, MaxDepth = depth ?? options.MaxDepth };
        if (depth is > 0 and var levels)
            options = options with { MaxLeaves = levels < 10 ? 1 << levels : MostLeaves };
        _ = new BoostedTreesLearner(options);
        return (train, threads, seed, ct) => new TreesScorer(new BoostedTreesLearner(options with { Threads = threads, Seed = seed }).Learn(train, ct));
    }

    public double Score(ReadOnlySpan<float> row) => model.Predict(row);

    /// <summary>What each feature adds to the log-odds, and what they are without any, last.</summary>
    public void Explain(ReadOnlySpan<float> row, Span<double> contributions) => model.Explain(row, contributions);

    public double[] Score(Dataset rows, int threads, CancellationToken ct)
    {
        var scores = new double[rows.Rows];
        model.Predict(rows, scores, threads, ct);
        return scores;
    }
}
