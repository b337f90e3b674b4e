using System.Collections.Concurrent;
using MerchantOps.Events;
using MerchantOps.Replay;
using MerchantOps.Storage;
using Spectre.Console;

namespace MerchantOps.Functions.Commands;

/// <summary>Sends a data set's events, connecting each shop before its first, and then holds what the server has against what was sent.</summary>
internal sealed class ReplayRun(ApiClient client, ReplayedEvents events, double rate, long limit, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Merchant, string Shop), byte[]> secrets = [];
    private readonly Dictionary<string, HashSet<string>> placed = [];

    public async Task<ReplayReport> RunAsync(CancellationToken ct)
    {
        var latencies = new Latencies();
        var started = time.GetTimestamp();
        var sent = 0L;
        await AnsiConsole.Progress().Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ElapsedTimeColumn()).StartAsync(async progress =>
        {
            var task = progress.AddTask("Sending webhooks");
            sent = await SendAsync(latencies, done => task.Description = $"{done} webhooks sent", ct);
        });
        var sending = time.GetElapsedTime(started);
        var stats = (await client.IdleAsync(time, ct)).Ingestion;
        var decided = time.GetElapsedTime(started);

        var (stored, undecided) = await CompareAsync(ct);
        var lost = placed.Values.Sum(static orders => (long)orders.Count);
        return new ReplayReport(sent, stored + lost, stored, lost, undecided, stats.Approved + stats.Reviewed + stats.Declined, stats, sending, decided, latencies);
    }

    private async Task<long> SendAsync(Latencies latencies, Action<long> progress, CancellationToken ct)
    {
        await using var sender = new WebhookSender(client.Http, secrets, latencies, time, ct);
        var started = time.GetTimestamp();
        var sent = 0L;
        foreach (var e in events)
        {
            if (sent == limit)
                break;
            if (rate > 0 && TimeSpan.FromSeconds(sent / rate) - time.GetElapsedTime(started) is { TotalMilliseconds: > 1 } early)
                await Task.Delay(early, time, ct);
            await ConnectAsync(e, ct);
            if (e.Type == EventTypes.OrderPlaced)
                OrdersOf(e.Merchant).Add($"{e.Shop}:{DocumentKey.Escape(e.Subject["order/".Length..])}");
            await sender.SendAsync(e, ct);
            if (++sent % 1000 == 0)
                progress(sent);
        }

        await sender.CompleteAsync();
        return sent;
    }

    private async Task ConnectAsync(CloudEvent e, CancellationToken ct)
    {
        if (!secrets.ContainsKey((e.Merchant, e.Shop)))
            secrets[(e.Merchant, e.Shop)] = await client.ConnectAsync(e.Merchant, e.Shop, null, ct);
    }

    /// <summary>Takes every stored order off the list of those placed; what stays on it is lost.</summary>
    private async Task<(long Stored, long Undecided)> CompareAsync(CancellationToken ct)
    {
        var (stored, undecided) = (0L, 0L);
        foreach (var (merchant, orders) in placed)
            await foreach (var order in client.OrdersAsync(merchant, ct))
            {
                stored += orders.Remove(order.Id) ? 1 : 0;
                undecided += order.Decision is null ? 1 : 0;
            }

        return (stored, undecided);
    }

    private HashSet<string> OrdersOf(string merchant)
    {
        if (!placed.TryGetValue(merchant, out var orders))
            placed[merchant] = orders = new HashSet<string>(StringComparer.Ordinal);
        return orders;
    }
}
