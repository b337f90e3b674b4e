using MerchantOps.Evaluation.Learning.Sets;

namespace MerchantOps.Evaluation.Learning.Comparison;

/// <summary>What boosted trees with default options reach on one set.</summary>
/// <param name="Speeds">By number of threads.</param>
/// <param name="Scores">By seed, one per test row.</param>
/// <param name="ExplainMicroseconds">The contributions of one row, one thread; median over rows.</param>
internal sealed record OwnFigures(IReadOnlyDictionary<int, Speed> Speeds, IReadOnlyList<double[]> Scores, int Leaves, double ExplainMicroseconds)
{
    private const int Seeds = 5;

    public static OwnFigures Measure(LabelledSet set, IReadOnlyList<int> threads, Action<string> progress, CancellationToken ct)
    {
        var fit = Fits.Of(Fits.Trees, trees: null, depth: null);
        var speeds = new Dictionary<int, Speed>();
        foreach (var count in threads)
        {
            progress($"ours, threads: {count}");
            speeds[count] = Speed.Measure(fit, set.Train, set.Test, count, seed: 1, ct).Speed;
        }

        progress($"ours, {Seeds} seeds");
        var models = Enumerable.Range(1, Seeds).Select(seed => fit(set.Train, threads.Max(), seed, ct)).ToList();
        return new OwnFigures(speeds, [.. models.Select(m => m.Score(set.Test, threads.Max(), ct))], models[0].Leaves, ExplainSpeed((TreesScorer)models[0], set));
    }

    private static double ExplainSpeed(TreesScorer model, LabelledSet set)
    {
        var contributions = new double[set.Test.Features.Count + 1];
        return Speed.MeasureSingle(
            row =>
            {
                model.Explain(row, contributions);
                return contributions[0];
            },
            set.Test);
    }
}
