using System.Text.Json;
using MerchantOps.Cases;
using MerchantOps.Orders;
using MerchantOps.Storage;
using Microsoft.Extensions.Logging;

namespace MerchantOps.Brushing;

/// <summary>
/// The nightly search for brushing: sorts the archive's new hours by merchant, then searches merchant by merchant and opens cases. One
/// instance at a time, under a lease that each step renews; a kill loses one step, and doing a step again changes nothing. Thread-safe.
/// </summary>
public sealed class BrushingJobs
{
    private const int Chunk = 200;

    private static readonly DocumentKey Key = new("jobs", "brushing", "search");

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5), Tick = TimeSpan.FromMinutes(4);

    /// <summary>What may still have come late when an hour was collected is collected again.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromDays(1);

    private readonly BrushingPages pages;
    private readonly IDocumentStore store;
    private readonly ICaseBook cases;
    private readonly BrushingOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<BrushingJobs> log;

    internal BrushingJobs(BrushingPages pages, IDocumentStore store, ICaseBook cases, BrushingOptions options, TimeProvider time, ILogger<BrushingJobs> log) =>
        (this.pages, this.store, this.cases, this.options, this.time, this.log) = (pages, store, cases, options, time, log);

    /// <summary>Asks for a search up to the last full hour and begins it; one that was asked for and is not finished goes on instead.</summary>
    public Task StartAsync(CancellationToken ct) => RunAsync(wanted: true, ct);

    /// <summary>Carries on a search that was asked for and not finished.</summary>
    public Task ContinueAsync(CancellationToken ct) => RunAsync(wanted: false, ct);

    private async Task RunAsync(bool wanted, CancellationToken ct)
    {
        var document = await store.FindAsync(Key, ct);
        var stored = document is null ? null : JsonSerializer.Deserialize(document.Json.Span, BrushingJson.Default.BrushingJob);
        var now = time.GetUtcNow();
        if (stored?.LeaseUntil > now || (!wanted && stored?.Wanted != true))
            return;

        var job = stored is { Wanted: true } ? stored : Begin(stored, now);
        var saved = await SaveAsync(job, document?.ETag, ct);
        while (saved.Saved && job.Wanted && time.GetUtcNow() - now < Tick)
        {
            job = await StepAsync(job, ct);
            saved = await SaveAsync(job, saved.ETag, ct);
        }

        if (saved.Saved && job.Wanted)
            await SaveAsync(job, saved.ETag, ct, release: true);
    }

    private BrushingJob Begin(BrushingJob? last, DateTimeOffset now)
    {
        var until = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        var from = until.AddDays(-options.WindowDays);
        var known = (last?.Collected ?? from) - Late;
        return new BrushingJob(true, null, until, known > from ? known : from, null, 0, 0, null);
    }

    private async Task<BrushingJob> StepAsync(BrushingJob job, CancellationToken ct)
    {
        if (job.Collected < job.Until)
        {
            await pages.CollectAsync(job.Collected, ct);
            return job with { Collected = job.Collected.AddHours(1) };
        }

        if (await pages.NextMerchantAsync(job.After, ct) is { } merchant)
            return job with { After = merchant, Merchants = job.Merchants + 1, Findings = job.Findings + await SearchAsync(merchant, job.Until.AddDays(-options.WindowDays), ct) };

        log.LogInformation("The search for brushing looked at {Merchants} merchants and made {Findings} findings.", job.Merchants, job.Findings);
        return job with { Wanted = false, FinishedAt = time.GetUtcNow() };
    }

    private async Task<int> SearchAsync(string merchant, DateTimeOffset from, CancellationToken ct)
    {
        var (ids, reviews) = await pages.ReadAsync(merchant, from, ct);
        var orders = new List<BrushingOrder>(ids.Count);
        foreach (var chunk in ids.Chunk(Chunk))
            foreach (var document in await store.FindManyAsync([.. chunk.Select(id => new DocumentKey(OrderRecord.Container, merchant, id))], ct))
                if (document is not null && BrushingOrders.Of(OrderQueries.Read(document)) is { } order)
                    orders.Add(order);

        var findings = new BrushingDetector(options).Detect(orders, reviews, ct);
        foreach (var draft in findings.SelectMany(CaseDrafts.Of))
            await cases.OpenAsync(draft, ct);
        return findings.Count;
    }

    private Task<SaveResult> SaveAsync(BrushingJob job, string? etag, CancellationToken ct, bool release = false)
    {
        var leased = job with { LeaseUntil = job.Wanted && !release ? time.GetUtcNow() + Lease : null };
        var json = JsonSerializer.SerializeToUtf8Bytes(leased, BrushingJson.Default.BrushingJob);
        return store.SaveAsync(etag is null ? DocumentWrite.Create(Key, json) : DocumentWrite.Replace(Key, json, etag), ct);
    }
}
