using System.Globalization;
using MerchantOps.Fraud.Signals;

namespace MerchantOps.Fraud.Training;

/// <summary>The two calculating steps of a training run. Either can be repeated: the same pages give the same model and the same verdict. Thread-safe.</summary>
internal sealed class TrainingRun(
    TrainingPages pages, FraudModelRegistry registry, ActiveFraudModel active, FraudTrainingOptions options, PromotionOptions promotion, TimeProvider time)
{
    private const int Timed = 2_000;

    /// <summary>Learns the challenger and keeps its file.</summary>
    /// <returns>Why there is none, in words; null when there is one.</returns>
    public async Task<string?> TrainAsync(string run, IReadOnlyList<DateTimeOffset> slices, DateTimeOffset now, CancellationToken ct)
    {
        var parts = (await LoadAsync(run, slices, ct)).Split(options, now, null);
        if (parts.Earlier.Frauds < options.MinFrauds || parts.Later.Frauds < promotion.MinFrauds)
            return string.Create(CultureInfo.InvariantCulture,
                $"not enough frauds yet: {parts.Earlier.Frauds} of {options.MinFrauds} to learn from, {parts.Later.Frauds} of {promotion.MinFrauds} to compare on, {parts.Earlier.Count + parts.Later.Count} orders");
        if (TrainingPipeline.Train(parts.Earlier, options with { Version = run, TrainedAt = now }, ct) is not { } trained)
            return "nothing tells frauds from other orders";

        await registry.KeepAsync(trained.Model, ct);
        return null;
    }

    /// <summary>Compares challenger and champion on the later orders, and carries out the verdict.</summary>
    /// <returns>The verdict in words.</returns>
    public async Task<string> CompareAsync(string run, IReadOnlyList<DateTimeOffset> slices, DateTimeOffset now, CancellationToken ct)
    {
        var challenger = await registry.LoadAsync(run, ct) ?? throw new InvalidDataException($"The file of model {run} is gone.");
        var before = (await registry.PointerAsync(ct)).Pointer.ChampionBefore(run);
        var champion = before is not null && await registry.LoadAsync(before, ct) is { FeatureVersion: OrderFeatures.Version } found ? found : null;
        var parts = (await LoadAsync(run, slices, ct)).Split(options, now, champion?.Card.TrainedTo);
        var verdict = PromotionGate.Judge(EvidenceOf(challenger, champion, parts), promotion, ct);
        await registry.AcceptAsync(challenger, verdict, ct);
        await active.LookAsync(ct);
        if (active.Current is { } current && DriftReport.Of(current, parts.Earlier, parts.Newest, now) is { } drift)
            await registry.ReportAsync(drift, ct);
        return $"{verdict.Outcome.ToString().ToLowerInvariant()} {run}: {string.Join("; ", verdict.Reasons)}";
    }

    private PromotionEvidence EvidenceOf(FraudModel challenger, FraudModel? champion, TrainingParts parts)
    {
        var later = parts.Later;
        var all = Enumerable.Range(0, later.Count);
        return new PromotionEvidence(
            ScoresOf(challenger, later), champion is null ? null : ScoresOf(champion, later), Array.Exists(parts.Rules, double.IsNaN) ? null : parts.Rules,
            [.. all.Select(i => later[i].Fraud ? 1f : 0f)], [.. all.Select(i => later[i].Weight)], GuardedGroups.Of(later), MicrosecondsOf(challenger, later));
    }

    private static double[] ScoresOf(FraudModel model, TrainingRows rows) => [.. Enumerable.Range(0, rows.Count).Select(i => model.Predict(rows[i].Features))];

    private double MicrosecondsOf(FraudModel model, TrainingRows rows)
    {
        var (count, started) = (Math.Min(rows.Count, Timed), time.GetTimestamp());
        for (var i = 0; i < count; i++)
            model.Predict(rows[i].Features);
        return count == 0 ? 0 : time.GetElapsedTime(started).TotalMicroseconds / count;
    }

    private async Task<TrainingSet> LoadAsync(string run, IReadOnlyList<DateTimeOffset> slices, CancellationToken ct)
    {
        var set = new TrainingSet(OrderFeatures.Features, options.MaxRows);
        foreach (var from in slices)
            await foreach (var example in pages.ReadAsync(run, from, ct))
                set.Add(example);
        return set;
    }
}
