using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MerchantOps.Functions.Hosting;
using MerchantOps.Ingestion;
using MerchantOps.Orders;
using MerchantOps.Shops;

namespace MerchantOps.Functions.Commands;

/// <summary>A running server, called as an operator over HTTP. Thread-safe.</summary>
internal sealed class ApiClient : IDisposable
{
    /// <param name="address">Such as <c>http://localhost:7071</c>.</param>
    /// <param name="operatorKey">Sent as <c>x-functions-key</c>.</param>
    public ApiClient(Uri address, string operatorKey)
    {
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        Http.DefaultRequestHeaders.Add("x-functions-key", operatorKey);
        Http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    public HttpClient Http { get; }

    /// <summary>Connects a shop that sends canonical bodies, with a new secret, which is returned.</summary>
    public async Task<byte[]> ConnectAsync(string merchant, string shop, string? currency, CancellationToken ct)
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        var connection = new ShopConnection(ShopPlatforms.Standard, [ShopPlatforms.SecretPrefix + Convert.ToBase64String(secret)], Currency: currency);
        using var response = await Http.PutAsJsonAsync($"/api/merchants/{merchant}/shops/{shop}", connection, ShopJson.Default.ShopConnection, ct);
        await DemandSuccessAsync(response, ct);
        return secret;
    }

    public Task<StatsReply> StatsAsync(CancellationToken ct) => GetAsync("/api/stats", ReplyJson.Default.StatsReply, ct);

    /// <summary>Waits until everything appended so far is ingested.</summary>
    public async Task<StatsReply> IdleAsync(TimeProvider time, CancellationToken ct)
    {
        var stats = await StatsAsync(ct);
        for (; stats.Backlog > 0; stats = await StatsAsync(ct))
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, ct);
        return stats;
    }

    /// <summary>All orders of a merchant.</summary>
    public async IAsyncEnumerable<OrderView> OrdersAsync(string merchant, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        do
        {
            var page = await GetAsync($"/api/orders/{merchant}?limit=200{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}", OrderJson.Default.OrderPage, ct);
            foreach (var order in page.Orders)
                yield return order;
            after = page.Next;
        }
        while (after is not null);
    }

    public Task<QuarantinePage> QuarantineAsync(string? state, int limit, string? after, CancellationToken ct)
    {
        var query = $"?limit={limit}{(state is null ? "" : "&state=" + Uri.EscapeDataString(state))}{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}";
        return GetAsync("/api/quarantine" + query, IngestionJson.Default.QuarantinePage, ct);
    }

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct)
    {
        using var response = await Http.GetAsync(path, ct);
        return await ReadAsync(response, type, ct);
    }

    /// <exception cref="HttpRequestException">The server refused; the message is its own.</exception>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken ct)
    {
        await DemandSuccessAsync(response, ct);
        return await response.Content.ReadFromJsonAsync(type, ct) ?? throw new JsonException("The server's reply is empty.");
    }

    public void Dispose() => Http.Dispose();

    private static async Task DemandSuccessAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode)
            return;
        var text = await response.Content.ReadAsStringAsync(ct);
        throw new HttpRequestException($"{(int)response.StatusCode} {DetailOf(text)}", null, response.StatusCode);
    }

    private static string DetailOf(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() ?? text : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
