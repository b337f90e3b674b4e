using System.Text.Json.Serialization;
using MerchantOps.Learning.Measures;

namespace MerchantOps.Evaluation.Fraud;

/// <summary>How well a part of the orders was told apart.</summary>
internal sealed record PartFigures(
    [property: JsonPropertyName("orders")] int Orders,
    [property: JsonPropertyName("frauds")] int Frauds,
    [property: JsonPropertyName("auc")] double? Auc,
    [property: JsonPropertyName("ap")] double? Ap,
    [property: JsonPropertyName("recall_at_1pct_fpr")] double? Recall)
{
    public static PartFigures Of(IReadOnlyList<ReplayedRow> rows)
    {
        var frauds = rows.Count(static r => r.Fraud);
        if (frauds == 0 || frauds == rows.Count)
            return new PartFigures(rows.Count, frauds, null, null, null);

        var ranked = new RankedScores([.. rows.Select(static r => r.Score)], [.. rows.Select(static r => r.Fraud ? 1f : 0f)]);
        return new PartFigures(rows.Count, frauds, Math.Round(ranked.Auc(), 5), Math.Round(ranked.AveragePrecision(), 5), Math.Round(ranked.RecallAtFalsePositiveRate(0.01), 5));
    }
}

/// <summary>The last line of <c>fraud</c>.</summary>
internal sealed record FraudFigures(
    [property: JsonPropertyName("orders")] int Orders,
    [property: JsonPropertyName("lost")] int Lost,
    [property: JsonPropertyName("doubled")] int Doubled,
    [property: JsonPropertyName("auc")] double? Auc,
    [property: JsonPropertyName("ap")] double? Ap,
    [property: JsonPropertyName("recall_at_1pct_fpr")] double? Recall,
    [property: JsonPropertyName("card_precision_100")] double CardPrecision100,
    [property: JsonPropertyName("orders_per_s")] double OrdersPerSecond,
    [property: JsonPropertyName("seconds")] double Seconds,
    [property: JsonPropertyName("parts")] IReadOnlyDictionary<string, PartFigures> Parts);
