using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using MerchantOps.Events;

namespace MerchantOps.Functions.Commands;

/// <summary>
/// Sends events as signed Standard Webhooks, as a shop would: one request per event, one after the other per merchant, merchants side
/// by side. Refusals that pass (429, 503, a broken connection) are sent again. Not thread-safe for <see cref="SendAsync"/> callers.
/// </summary>
internal sealed class WebhookSender : IAsyncDisposable
{
    private const int Lanes = 16, LaneLength = 8, MaxTries = 8;

    private readonly HttpClient http;
    private readonly ConcurrentDictionary<(string Merchant, string Shop), byte[]> secrets;
    private readonly Latencies latencies;
    private readonly TimeProvider time;
    private readonly Channel<CloudEvent>[] lanes;
    private readonly Task[] workers;

    /// <param name="http">With the server's address as its base.</param>
    /// <param name="secrets">The bytes of each shop's secret; may grow while sending.</param>
    /// <param name="latencies">Takes the time from sending to the acknowledgement.</param>
    public WebhookSender(
        HttpClient http, ConcurrentDictionary<(string Merchant, string Shop), byte[]> secrets, Latencies latencies, TimeProvider time, CancellationToken ct)
    {
        (this.http, this.secrets, this.latencies, this.time) = (http, secrets, latencies, time);
        lanes = [.. Enumerable.Range(0, Lanes).Select(static _ => Channel.CreateBounded<CloudEvent>(LaneLength))];
        workers = [.. lanes.Select(lane => WorkAsync(lane.Reader, ct))];
    }

    /// <summary>Queues the event behind its merchant's earlier ones; waits while that queue is full.</summary>
    public ValueTask SendAsync(CloudEvent e, CancellationToken ct) => lanes[LaneOf(e.Merchant)].Writer.WriteAsync(e, ct);

    /// <summary>Waits until everything queued is acknowledged.</summary>
    /// <exception cref="HttpRequestException">An event was refused for good.</exception>
    public async Task CompleteAsync()
    {
        foreach (var lane in lanes)
            lane.Writer.TryComplete();
        await Task.WhenAll(workers);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in lanes)
            lane.Writer.TryComplete();
        await Task.WhenAll(workers).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static int LaneOf(string merchant)
    {
        var hash = 2166136261u;
        foreach (var c in merchant)
            hash = unchecked((hash ^ c) * 16777619);
        return (int)(hash % Lanes);
    }

    private async Task WorkAsync(ChannelReader<CloudEvent> lane, CancellationToken ct)
    {
        try
        {
            await foreach (var e in lane.ReadAllAsync(ct))
                await DeliverAsync(e, ct);
        }
        catch (Exception fault)
        {
            // Who queues learns of it at the next event.
            foreach (var each in lanes)
                each.Writer.TryComplete(fault);
            throw;
        }
    }

    private async Task DeliverAsync(CloudEvent e, CancellationToken ct)
    {
        var body = CloudEventCodec.Write(e);
        for (var attempt = 1; ; attempt++)
        {
            var started = time.GetTimestamp();
            try
            {
                using var request = Sign(e, body);
                using var response = await http.SendAsync(request, ct);
                if (response.IsSuccessStatusCode)
                {
                    latencies.Add(time.GetElapsedTime(started));
                    return;
                }

                if (attempt == MaxTries || response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
                    throw new HttpRequestException($"Event {e.Id} was refused: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(ct)}", null, response.StatusCode);
            }
            catch (HttpRequestException fault) when (fault.StatusCode is null && attempt < MaxTries)
            {
                // The connection broke: whether it was taken is unknown, and sending it again does no harm.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50 << attempt), time, ct);
        }
    }

    private HttpRequestMessage Sign(CloudEvent e, byte[] body)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var id = $"msg_{e.Shop}_{e.Id}";
        var head = Encoding.UTF8.GetBytes($"{id}.{timestamp}.");
        byte[] signed = [.. head, .. body];
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/webhooks/standard/{e.Merchant}/{e.Shop}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(secrets[(e.Merchant, e.Shop)], signed)));
        return request;
    }
}
