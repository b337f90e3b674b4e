using System.Globalization;
using System.Text.Json;
using MerchantOps.Learning.Linear;
using MerchantOps.Learning.Measures;
using MerchantOps.Storage;
using Microsoft.Extensions.Logging;

namespace MerchantOps.Fraud;

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
        var job = document is null ? new TrainingJob(false, null, null, null, null) : JsonSerializer.Deserialize(document.Json.Span, FraudJson.Default.TrainingJob)!;
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
        var json = JsonSerializer.SerializeToUtf8Bytes(job, FraudJson.Default.TrainingJob);
        return store.SaveAsync(etag is null ? DocumentWrite.Create(JobKey, json) : DocumentWrite.Replace(JobKey, json, etag), ct);
    }

    private async Task<string> TrainAsync(CancellationToken ct)
    {
        await active.RefreshAsync(ct);
        var (rows, labels) = await examples.CollectAsync(time.GetUtcNow(), ct);
        var cut = rows.Count * 4 / 5;
        var (frauds, later) = (labels.Take(cut).Count(static l => l), labels.Skip(cut).Count(static l => l));
        if (frauds < MinFrauds || later < MinValidationFrauds)
            return string.Create(CultureInfo.InvariantCulture, $"not enough frauds yet: {frauds} of {MinFrauds} to learn from, {later} of {MinValidationFrauds} to try on, {rows.Count} examples");

        var challenger = Learn(rows, labels, cut, ct);
        var champion = active.Current;
        var bar = champion is null ? 0 : Measure(champion.Regression, rows, labels, cut).AveragePrecision;
        if (challenger.Auc < 0.6 || challenger.AveragePrecision <= bar)
            return string.Create(CultureInfo.InvariantCulture, $"kept {champion?.Version ?? "the rules alone"}: average precision {challenger.AveragePrecision:F4} against {bar:F4}");

        await active.PromoteAsync(challenger, ct);
        return string.Create(CultureInfo.InvariantCulture, $"promoted {challenger.Version}: average precision {challenger.AveragePrecision:F4} against {bar:F4}, AUC {challenger.Auc:F4}, {rows.Count} examples");
    }

    private FraudModel Learn(List<float[]> rows, List<bool> labels, int cut, CancellationToken ct)
    {
        var regression = new LogisticRegressionLearner(new LogisticRegressionOptions()).Learn(rows[..cut], labels[..cut], ct);
        var (auc, precision) = Measure(regression, rows, labels, cut);
        var good = new List<double>();
        for (var i = cut; i < rows.Count; i++)
            if (!labels[i])
                good.Add(regression.Predict(rows[i]));
        good.Sort();

        var now = time.GetUtcNow();
        var version = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        return new FraudModel(
            version, OrderFeatures.Version, regression, Quantile(good, 0.98), Math.Max(0.3, Quantile(good, 0.997)), now, rows.Count, labels.Count(static l => l), auc, precision);
    }

    private static (double Auc, double AveragePrecision) Measure(LogisticRegressionModel regression, List<float[]> rows, List<bool> labels, int from)
    {
        var scores = new double[rows.Count - from];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = regression.Predict(rows[from + i]);
        bool[] truth = [.. labels.Skip(from)];
        return (RankingMetrics.Auc(scores, truth), RankingMetrics.AveragePrecision(scores, truth));
    }

    private static double Quantile(List<double> sorted, double share) =>
        sorted.Count == 0 ? 1 : Math.BitIncrement(sorted[(int)Math.Min(sorted.Count - 1, Math.Floor(share * sorted.Count))]);
}
