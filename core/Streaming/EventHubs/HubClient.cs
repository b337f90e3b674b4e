using System.Net.Http.Headers;
using System.Text.Json;

namespace MerchantOps.Streaming.EventHubs;

/// <summary>One attempt to send one batch over the HTTPS API. Thread-safe.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/eventhub/event-hubs-runtime-rest</remarks>
internal sealed class HubClient(HttpClient http, Uri hub, IHubCredential credential, TimeProvider time)
{
    private const int MaxDetail = 300;
    private static readonly MediaTypeHeaderValue BatchType = new("application/vnd.microsoft.servicebus.json");
    private static readonly MediaTypeHeaderValue EventType = MediaTypeHeaderValue.Parse("application/atom+xml;type=entry;charset=utf-8");

    private readonly Uri _messages = new(hub.AbsoluteUri + "/messages?timeout=60&api-version=2014-01");

    /// <exception cref="HttpRequestException">No reply came.</exception>
    public async Task<HubReply> SendAsync(HubBatch batch, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _messages);
        request.Headers.TryAddWithoutValidation("Authorization", await credential.AuthorizeAsync(ct));
        request.Headers.TryAddWithoutValidation("BrokerProperties", $$"""{"PartitionKey":"{{JsonEncodedText.Encode(batch.PartitionKey)}}"}""");
        request.Content = new ReadOnlyMemoryContent(batch.Body);
        request.Content.Headers.ContentType = batch.IsArray ? BatchType : EventType;

        using var response = await http.SendAsync(request, ct);
        var detail = response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync(ct);
        return new HubReply(response.StatusCode, RetryAfter(response.Headers.RetryAfter), detail[..Math.Min(detail.Length, MaxDetail)]);
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date && date > time.GetUtcNow() ? date - time.GetUtcNow() : null);
}
