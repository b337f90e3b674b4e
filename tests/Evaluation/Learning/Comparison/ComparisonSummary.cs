using System.Text.Json.Serialization;
using MerchantOps.Evaluation.Learning.Peers;

namespace MerchantOps.Evaluation.Learning.Comparison;

/// <summary>The comparison in one line. Means are over sets and, within a set, over its parts; without peers what needs them is null.</summary>
internal sealed record ComparisonSummary(
    [property: JsonPropertyName("sets")] int Sets,
    [property: JsonPropertyName("skipped")] int Skipped,
    [property: JsonPropertyName("auc")] double? Auc,
    [property: JsonPropertyName("ap")] double? Ap,
    [property: JsonPropertyName("xgb_auc")] double? XgbAuc,
    [property: JsonPropertyName("xgb_ap")] double? XgbAp,
    [property: JsonPropertyName("better")] int? Better,
    [property: JsonPropertyName("worse")] int? Worse,
    [property: JsonPropertyName("seconds")] double Seconds)
{
    public static ComparisonSummary Of(IReadOnlyList<SetComparison> sets, int skipped, double seconds)
    {
        var averaged = sets.Where(s => s.IsAveraged).ToList();
        var compared = sets.SelectMany(s => s.Parts).Where(p => p.Auc is not null).ToList();
        double? Mean(Func<PartComparison, double?> figure) =>
            averaged.Average(s => s.Parts.Average(figure)) is { } mean ? Math.Round(mean, 5) : null;
        return new ComparisonSummary(
            sets.Count, skipped, Mean(p => p.Mean.Auc), Mean(p => p.Mean.Ap),
            Mean(p => p.Peers.GetValueOrDefault(PeerFigures.Xgb)?.Auc), Mean(p => p.Peers.GetValueOrDefault(PeerFigures.Xgb)?.Ap),
            compared.Count == 0 ? null : compared.Count(p => p.IsBetter), compared.Count == 0 ? null : compared.Count(p => p.IsWorse), Math.Round(seconds, 1));
    }
}
