using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MerchantOps.Ingestion;
using MerchantOps.Orders;
using MerchantOps.Shops;
using MerchantOps.Storage;

namespace MerchantOps.Tests.Running;

/// <summary>A running local host, called as its operator over HTTP. Thread-safe.</summary>
internal sealed class OperatorApi : IDisposable
{
    private const int PageSize = 200;

    private OperatorApi(HttpClient http) => Http = http;

    public HttpClient Http { get; }

    /// <summary>Reads the operator's key from the data folder of the server.</summary>
    public static OperatorApi Open(Uri address, string data)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Add("x-functions-key", File.ReadAllText(Path.Combine(data, "operator.key")).Trim());
        return new OperatorApi(http);
    }

    /// <summary>Connects a shop with a new secret.</summary>
    public async Task<SignedShop> ConnectAsync(string merchant, string shop, CancellationToken ct)
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        var connection = new ShopConnection(ShopPlatforms.Standard, [ShopPlatforms.SecretPrefix + Convert.ToBase64String(secret)]);
        using var response = await Http.PutAsJsonAsync($"/api/merchants/{merchant}/shops/{shop}", connection, ShopJson.Default.ShopConnection, ct);
        response.EnsureSuccessStatusCode();
        return new SignedShop(merchant, shop, secret);
    }

    public async Task<ServerStats> StatsAsync(CancellationToken ct)
    {
        using var json = JsonDocument.Parse(await Http.GetByteArrayAsync("/api/stats", ct));
        return new ServerStats(
            json.RootElement.GetProperty("ingestion").Deserialize(IngestionJson.Default.IngestionStats)!,
            json.RootElement.GetProperty("store").Deserialize<StoreStats>(JsonSerializerOptions.Web)!,
            json.RootElement.GetProperty("backlog").GetInt64(),
            [.. json.RootElement.GetProperty("parked").EnumerateArray().Select(static parked => parked.GetProperty("merchant").GetString()!)]);
    }

    /// <summary>Asks until everything in the log is ingested, as long as <paramref name="ct"/> lets it.</summary>
    public async Task<ServerStats> DrainedAsync(TimeProvider time, CancellationToken ct)
    {
        var stats = await StatsAsync(ct);
        for (; stats.Backlog > 0; stats = await StatsAsync(ct))
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, ct);
        return stats;
    }

    /// <summary>All orders of a merchant.</summary>
    public async IAsyncEnumerable<OrderView> OrdersAsync(string merchant, [EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        do
        {
            var page = await GetAsync($"/api/orders/{merchant}?limit={PageSize}{After(after)}", OrderJson.Default.OrderPage, ct);
            foreach (var order in page.Orders)
                yield return order;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>Everything in quarantine.</summary>
    public async IAsyncEnumerable<QuarantinedEvent> QuarantineAsync([EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        do
        {
            var page = await GetAsync($"/api/quarantine?limit={PageSize}{After(after)}", IngestionJson.Default.QuarantinePage, ct);
            foreach (var e in page.Events)
                yield return e;
            after = page.Next;
        }
        while (after is not null);
    }

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct) =>
        JsonSerializer.Deserialize(await Http.GetByteArrayAsync(path, ct), type) ?? throw new JsonException($"The reply to {path} is empty.");

    public void Dispose() => Http.Dispose();

    private static string After(string? after) => after is null ? "" : "&after=" + Uri.EscapeDataString(after);
}

/// <param name="Ingestion">Since the server started.</param>
/// <param name="Store">Since the server started.</param>
/// <param name="Backlog">Events of the log that are not yet ingested.</param>
/// <param name="Parked">Merchants whose events are put aside.</param>
internal sealed record ServerStats(IngestionStats Ingestion, StoreStats Store, long Backlog, IReadOnlyList<string> Parked)
{
    public long Decided => Ingestion.Approved + Ingestion.Reviewed + Ingestion.Declined;
}
