using System.Globalization;
using MerchantOps.Fraud;
using MerchantOps.Fraud.Signals;
using MerchantOps.Fraud.Training;

namespace MerchantOps.Evaluation.Fraud;

/// <summary>What the nightly job does, over orders in memory: the same training set, pipeline and gate.</summary>
internal sealed class NightlyTraining(TimeSpan labelDelay)
{
    private static readonly TimeSpan Memory = TimeSpan.FromDays(120);

    private readonly PromotionOptions promotion = new();
    private readonly FraudTrainingOptions options = new() { MaxRows = 120_000, LabelDelay = labelDelay };
    private readonly Queue<(ReplayedRow Row, float Rules)> rows = new();

    public FraudModel? Champion { get; private set; }

    public int Nights { get; private set; }

    public int Promotions { get; private set; }

    public void Add(ReplayedRow row, Decision decision) => rows.Enqueue((row, decision.Model is null ? (float)decision.Score : float.NaN));

    /// <summary>Trains on what is known at <paramref name="now"/>, and swaps the champion when the gate says so.</summary>
    /// <returns>What changed, in words; null when nothing did.</returns>
    public string? Train(DateTimeOffset now, CancellationToken ct)
    {
        Nights++;
        while (rows.TryPeek(out var oldest) && oldest.Row.At < now - Memory)
            rows.Dequeue();
        var set = new TrainingSet(OrderFeatures.Features, options.MaxRows);
        foreach (var (row, rules) in rows)
            set.Add(new TrainingExample(KeyOf(row), row.At, row.Fraud, row.Fraud, 1, rules, row.Features));

        var parts = set.Split(options, now, null);
        if (parts.Earlier.Frauds < options.MinFrauds || parts.Later.Frauds < promotion.MinFrauds)
            return null;
        if (TrainingPipeline.Train(parts.Earlier, options with { Version = now.ToString("yyyyMMdd", CultureInfo.InvariantCulture), TrainedAt = now }, ct) is not { Model: var challenger })
            return null;

        var compared = set.Split(options, now, Champion?.Card.TrainedTo);
        var verdict = PromotionGate.Judge(EvidenceOf(challenger, compared), promotion, ct);
        if (verdict.Outcome != PromotionOutcome.Promote)
            return null;
        Champion = challenger;
        Promotions++;
        return $"{now:yyyy-MM-dd} promoted: {string.Join("; ", verdict.Reasons)}";
    }

    private PromotionEvidence EvidenceOf(FraudModel challenger, TrainingParts parts)
    {
        var later = parts.Later;
        var all = Enumerable.Range(0, later.Count);
        return new PromotionEvidence(
            ScoresOf(challenger, later), Champion is null ? null : ScoresOf(Champion, later), Array.Exists(parts.Rules, double.IsNaN) ? null : parts.Rules,
            [.. all.Select(i => later[i].Fraud ? 1f : 0f)], [.. all.Select(i => later[i].Weight)], GuardedGroups.Of(later), Microseconds: 0);
    }

    private static double[] ScoresOf(FraudModel model, TrainingRows rows) => [.. Enumerable.Range(0, rows.Count).Select(i => model.Predict(rows[i].Features))];

    private static ulong KeyOf(ReplayedRow row) => new MerchantOps.Learning.SplitMix64(ulong.Parse(row.Id, CultureInfo.InvariantCulture)).Next();
}
