using MerchantOps.Evaluation.Learning.Peers;
using MerchantOps.Evaluation.Learning.Sets;
using MerchantOps.Learning.Measures;

namespace MerchantOps.Evaluation.Learning.Comparison;

/// <summary>How good everyone is on one part of a test.</summary>
/// <param name="Ours">By seed.</param>
/// <param name="Auc">Ours less XGBoost's, the median seed's, on the same resampled rows; null without peers, as <paramref name="Ap"/>.</param>
internal sealed record PartComparison(
    string Set, string Part, int Rows, int Positives, IReadOnlyList<Quality> Ours, IReadOnlyDictionary<string, Quality> Peers, Difference? Auc, Difference? Ap)
{
    private static readonly BootstrapOptions Resampling = new() { Resamples = 1000 };

    public Quality Mean { get; } = Quality.Mean([.. Ours]);

    /// <summary>Significantly, in one figure at least.</summary>
    public bool IsWorse => Auc is { High: < 0 } || Ap is { High: < 0 };

    /// <summary>Significantly in one figure at least, and in none worse.</summary>
    public bool IsBetter => !IsWorse && (Auc is { Low: > 0 } || Ap is { Low: > 0 });

    public static PartComparison Of(LabelledSet set, TestPart part, OwnFigures ours, PeerFigures? peers, CancellationToken ct)
    {
        var labels = Array.ConvertAll(part.Rows, row => set.Test.Labels[row]);
        var scores = ours.Scores.Select(s => Pick(s, part)).ToList();
        var qualities = scores.Select(s => Quality.Of(s, labels)).ToList();
        var differences = peers is null
            ? null
            : Bootstrap.Differences(
                scores[MedianSeed(qualities)], Pick(peers.Scores[PeerFigures.Xgb], part), labels,
                [static r => r.Auc(), static r => r.AveragePrecision()], Resampling, ct);
        return new PartComparison(
            set.Name, part.Name, part.Rows.Length, labels.Count(label => label > 0), qualities,
            peers?.Scores.ToDictionary(p => p.Key, p => Quality.Of(Pick(p.Value, part), labels)) ?? [], differences?[0], differences?[1]);
    }

    /// <summary>By average precision, so that neither a lucky nor an unlucky seed is compared.</summary>
    private static int MedianSeed(List<Quality> qualities) => qualities.Index().OrderBy(q => q.Item.Ap).ElementAt(qualities.Count / 2).Index;

    private static double[] Pick(double[] scores, TestPart part) => Array.ConvertAll(part.Rows, row => scores[row]);
}
