using System.Globalization;
using System.Text.Json;
using MerchantOps.Learning.Measures;
using MerchantOps.Storage;
using Microsoft.Extensions.Logging;

namespace MerchantOps.Fraud.Training;

/// <summary>
/// The nightly training: learns from the archived examples, tries the result on the newest fifth, and promotes it only if it ranks
/// that part better than the champion does. Runs under a lease; repeating it is harmless. Thread-safe.
/// </summary>
public sealed class FraudModelTrainer(IDocumentStore store, TrainingSet examples, ActiveFraudModel active, TimeProvider time, ILogger<FraudModelTrainer> log)
{
    private const int MinFrauds = 20, MinValidationFrauds = 5;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static readonly DocumentKey JobKey = new("jobs", "training", "fraud");

    /// <summary>Asks for a run and carries it out, unless another instance is at work.</summary>
    public Task<string> StartAsync(CancellationToken ct) => RunAsync(wanted: true, ct);

    /// <summary>Carries on a run that was asked for and not finished, for example because its process was killed.</summary>
    public Task<string> ContinueAsync(CancellationToken ct) => RunAsync(wanted: false, ct);

    private async Task<string> RunAsync(bool wanted, CancellationToken ct)
    {
        var document = await store.FindAsync(JobKey, ct);
        var job = document is null ? new TrainingJob(false, null, null, null, null) : JsonSerializer.Deserialize(document.Json.Span, TrainingJson.Default.TrainingJob)!;
        var now = time.GetUtcNow();
        if ((!wanted && !job.Wanted) || job.LeaseUntil > now)
            return job.LeaseUntil > now ? "another instance is training" : "nothing to continue";

        var taken = await SaveAsync(job with { Wanted = true, Holder = Guid.NewGuid().ToString("N"), LeaseUntil = now + Lease }, document?.ETag, ct);
        if (!taken.Saved)
            return "another instance was faster";

        var result = await TrainAsync(ct);
        log.LogInformation("Fraud model training: {Result}", result);
        await SaveAsync(new TrainingJob(false, null, null, time.GetUtcNow(), result), taken.ETag, ct);
        return result;
    }

    private Task<SaveResult> SaveAsync(TrainingJob job, string? etag, CancellationToken ct)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(job, TrainingJson.Default.TrainingJob);
        return store.SaveAsync(etag is null ? DocumentWrite.Create(JobKey, json) : DocumentWrite.Replace(JobKey, json, etag), ct);
    }

    private async Task<string> TrainAsync(CancellationToken ct)
    {
        await active.RefreshAsync(ct);
        var rows = await examples.CollectAsync(time.GetUtcNow(), ct);
        var cut = rows.Count * 4 / 5;
        var (earlier, later) = (Part(rows, 0, cut), Part(rows, cut, rows.Count));
        if (earlier.Frauds < MinFrauds || later.Frauds < MinValidationFrauds)
            return string.Create(CultureInfo.InvariantCulture, $"not enough frauds yet: {earlier.Frauds} of {MinFrauds} to learn from, {later.Frauds} of {MinValidationFrauds} to try on, {rows.Count} examples");

        var now = time.GetUtcNow();
        var options = new FraudTrainingOptions { Version = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture), TrainedAt = now };
        return TrainingPipeline.Train(earlier, options, ct) is { } trained ? await CompareAsync(trained.Model, later, ct) : "nothing tells frauds from other orders";
    }

    private async Task<string> CompareAsync(FraudModel challenger, TrainingRows later, CancellationToken ct)
    {
        var (found, champion) = (Measure(challenger, later), active.Current);
        var bar = champion is null ? 0 : Measure(champion, later).AveragePrecision();
        if (found.Auc() < 0.6 || found.AveragePrecision() <= bar)
            return string.Create(CultureInfo.InvariantCulture, $"kept {champion?.Version ?? "the rules alone"}: average precision {found.AveragePrecision():F4} against {bar:F4}");

        await active.PromoteAsync(challenger, ct);
        return string.Create(CultureInfo.InvariantCulture, $"promoted {challenger.Version}: average precision {found.AveragePrecision():F4} against {bar:F4}, AUC {found.Auc():F4}");
    }

    private static TrainingRows Part(TrainingRows rows, int from, int to) =>
        new(rows.Features, rows.FeatureVersion, Enumerable.Range(from, to - from).Select(i => rows[i]));

    private static RankedScores Measure(FraudModel model, TrainingRows rows)
    {
        var all = Enumerable.Range(0, rows.Count);
        return RankedScores.Of([.. all.Select(i => model.Predict(rows[i].Features))], [.. all.Select(i => rows[i].Fraud)]);
    }
}
