using System.Net;
using MerchantOps.Events;
using MerchantOps.Tests.Running;

namespace MerchantOps.Benchmarks;

/// <summary>Sends events as signed webhooks.</summary>
internal sealed class LoadGenerator(HttpClient http, Func<CloudEvent, SignedShop> shopOf, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// Open loop: each request has a moment when it is due, whatever became of those before it, and its latency counts from then, so a
    /// stall is felt by all that fell due in it.
    /// </summary>
    /// <param name="perSecond">Requests due per second, evenly spaced.</param>
    /// <returns>How long each acknowledged one took; refused and broken ones are missing.</returns>
    public async Task<IReadOnlyList<TimeSpan>> AtRateAsync(IReadOnlyList<CloudEvent> events, double perSecond, CancellationToken ct)
    {
        var requests = events.Select(Sign).ToList();
        var running = new List<Task<TimeSpan?>>(events.Count);
        var start = time.GetTimestamp();
        for (var i = 0; i < requests.Count; i++)
        {
            var due = TimeSpan.FromSeconds(i / perSecond);
            while (time.GetElapsedTime(start) < due)
                await Task.Delay(Tick, time, ct);
            running.Add(SendDueAsync(requests[i], start, due, ct));
        }

        return [.. (await Task.WhenAll(running)).OfType<TimeSpan>()];
    }

    /// <summary>Closed loop: this many senders, each with one request at a time.</summary>
    /// <exception cref="HttpRequestException">One was not acknowledged.</exception>
    public Task AsFastAsItGoesAsync(IEnumerable<CloudEvent> events, int senders, CancellationToken ct) =>
        Parallel.ForEachAsync(events, new ParallelOptions { MaxDegreeOfParallelism = senders, CancellationToken = ct }, async (e, token) =>
        {
            using var response = await http.SendAsync(Sign(e), token);
            response.EnsureSuccessStatusCode();
        });

    private async Task<TimeSpan?> SendDueAsync(HttpRequestMessage request, long start, TimeSpan due, CancellationToken ct)
    {
        try
        {
            using (request)
            using (var response = await http.SendAsync(request, ct))
                return response.StatusCode == HttpStatusCode.OK ? time.GetElapsedTime(start) - due : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private HttpRequestMessage Sign(CloudEvent e) => shopOf(e).Sign("msg_" + e.Id, CloudEventCodec.Write(e), time.GetUtcNow());
}
