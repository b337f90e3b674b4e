using System.Globalization;
using System.Text.Json;
using MerchantOps.Storage;
using Microsoft.Extensions.Logging;

namespace MerchantOps.Fraud.Training;

/// <summary>
/// The nightly training as a job that any instance can carry on: collect, train, compare. Its document is written after every step, which
/// renews the lease; a call works at most some minutes and leaves the rest to the next; a step that a kill interrupts is done again and
/// comes out the same. Thread-safe.
/// </summary>
public sealed class FraudModelTrainer
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5), Work = TimeSpan.FromMinutes(3), StepLimit = TimeSpan.FromMinutes(4), Slice = TimeSpan.FromDays(1);

    private static readonly DocumentKey JobKey = new("jobs", "training", "fraud");

    private readonly IDocumentStore store;
    private readonly TrainingPages pages;
    private readonly TrainingRun run;
    private readonly FraudTrainingOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<FraudModelTrainer> log;

    internal FraudModelTrainer(
        IDocumentStore store, TrainingPages pages, TrainingRun run, FraudTrainingOptions options, TimeProvider time, ILogger<FraudModelTrainer> log) =>
        (this.store, this.pages, this.run, this.options, this.time, this.log) = (store, pages, run, options, time, log);

    /// <summary>Asks for a run, unless one is under way, and carries it on.</summary>
    /// <returns>What came of it, in words.</returns>
    public Task<string> StartAsync(CancellationToken ct) => RunAsync(wanted: true, ct);

    /// <summary>Carries on a run that was asked for and not finished, for example because its process was killed.</summary>
    /// <inheritdoc cref="StartAsync"/>
    public Task<string> ContinueAsync(CancellationToken ct) => RunAsync(wanted: false, ct);

    private async Task<string> RunAsync(bool wanted, CancellationToken ct)
    {
        var (document, now) = (await store.FindAsync(JobKey, ct), time.GetUtcNow());
        var job = document is null ? null : JsonSerializer.Deserialize(document.Json.Span, TrainingJson.Default.TrainingJob)!;
        if (job?.LeaseUntil > now)
            return "another instance is training";
        if (job is null or { Phase: TrainingPhase.Done } or { Version: < 2 })
        {
            if (!wanted)
                return "nothing to continue";
            job = NewRun(now);
        }

        var holder = Guid.NewGuid().ToString("N");
        var etag = await SaveAsync(job with { Holder = holder, LeaseUntil = now + Lease }, document?.ETag, ct);
        return etag is null ? "another instance was faster" : await WorkAsync(job with { Holder = holder }, etag, ct);
    }

    private TrainingJob NewRun(DateTimeOffset now)
    {
        var from = now.AddDays(-options.Days);
        return new TrainingJob(now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture), TrainingPhase.Collect, from, from, now, null, null, null);
    }

    private async Task<string> WorkAsync(TrainingJob job, string etag, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        while (job.Phase != TrainingPhase.Done)
        {
            job = await StepAsync(job, ct);
            var stopped = job.Phase == TrainingPhase.Done || time.GetElapsedTime(started) > Work;
            if (await SaveAsync(job with { LeaseUntil = stopped ? null : time.GetUtcNow() + Lease }, etag, ct) is not { } saved)
                return "another instance went on";
            etag = saved;
            if (stopped && job.Phase != TrainingPhase.Done)
                return $"to be continued: {job.Phase}";
        }

        log.LogInformation("Fraud model training {Run}: {Result}", job.Run, job.Result);
        return job.Result!;
    }

    // A step that outlasts its lease would be done by two at once.
    private async Task<TrainingJob> StepAsync(TrainingJob job, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(StepLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        switch (job.Phase)
        {
            case TrainingPhase.Collect:
                var until = job.Cursor + Slice < job.Until ? job.Cursor + Slice : job.Until;
                await pages.CollectAsync(job.Run, job.Cursor, until, both.Token);
                return job with { Cursor = until, Phase = until < job.Until ? TrainingPhase.Collect : TrainingPhase.Train };
            case TrainingPhase.Train:
                var fault = await run.TrainAsync(job.Run, Slices(job), job.Until, both.Token);
                return fault is null ? job with { Phase = TrainingPhase.Compare } : job with { Phase = TrainingPhase.Done, Result = fault };
            default:
                return job with { Phase = TrainingPhase.Done, Result = await run.CompareAsync(job.Run, Slices(job), job.Until, both.Token) };
        }
    }

    private static List<DateTimeOffset> Slices(TrainingJob job)
    {
        var slices = new List<DateTimeOffset>();
        for (var from = job.From; from < job.Until; from += Slice)
            slices.Add(from);
        return slices;
    }

    private async Task<string?> SaveAsync(TrainingJob job, string? etag, CancellationToken ct)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(job, TrainingJson.Default.TrainingJob);
        return (await store.SaveAsync(etag is null ? DocumentWrite.Create(JobKey, json) : DocumentWrite.Replace(JobKey, json, etag), ct)).ETag;
    }
}
