using System.Net;
using MerchantOps.Tests.Running;

namespace MerchantOps.Tests.EndToEnd.Faults;

/// <summary>One sender per merchant: its deliveries one after the other, each until it is acknowledged.</summary>
internal sealed class Senders(MortalServer server, IReadOnlyDictionary<string, SignedShop> shops, Ledger ledger, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false }) { Timeout = TimeSpan.FromSeconds(20) };

    public Task RunAsync(IEnumerable<IReadOnlyList<Delivery>> scripts, CancellationToken ct) => Task.WhenAll(scripts.Select(script => RunAsync(script, ct)));

    public void Dispose() => http.Dispose();

    private async Task RunAsync(IReadOnlyList<Delivery> script, CancellationToken ct)
    {
        foreach (var delivery in script)
        {
            while (!await TrySendAsync(delivery, ct))
            {
                ledger.Retry();
                await Task.Delay(Pause, time, ct);
            }

            ledger.Acknowledge(delivery);
        }
    }

    private async Task<bool> TrySendAsync(Delivery delivery, CancellationToken ct)
    {
        if (server.Address is not { } address)
            return false;

        using var request = shops[delivery.Merchant].Sign(delivery.WebhookId, delivery.Body, time.GetUtcNow());
        request.RequestUri = new Uri(address, request.RequestUri!);
        try
        {
            using var response = await http.SendAsync(request, ct);
            return response.IsSuccessStatusCode
                || (response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests
                    ? false
                    : throw new InvalidOperationException($"{delivery.WebhookId} was refused: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(ct)}"));
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
