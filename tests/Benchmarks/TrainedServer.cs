using System.Text.Json;
using MerchantOps.Tests.Running;

namespace MerchantOps.Benchmarks;

/// <summary>A server that has lived through a month of the marketplace: the orders ingested, the frauds charged back.</summary>
internal static class TrainedServer
{
    private const int Senders = 32;

    /// <summary>Connects the shops, sends the month as webhooks, and waits until it is ingested.</summary>
    public static async Task LiveThroughAsync(HandlerServer server, MarketplaceOrders orders, TimeProvider time, CancellationToken ct)
    {
        await Console.Error.WriteLineAsync($"Living through {orders.Month.Count} events of {orders.MonthOrders} orders …");
        var shops = new Dictionary<(string, string), SignedShop>();
        foreach (var shop in orders.Shops)
            shops[(shop.Merchant, shop.Id)] = await server.Api.ConnectAsync(shop.Merchant, shop.Id, ct);
        var load = new LoadGenerator(server.Api.Http, e => shops[(e.Merchant, e.Shop)], time);
        await load.AsFastAsItGoesAsync(orders.Month, Senders, ct);
        await server.Api.DrainedAsync(time, ct);
    }

    /// <summary>Trains as the nightly timer does, going on until nothing is left to do.</summary>
    public static async Task TrainAsync(HandlerServer server, CancellationToken ct)
    {
        await server.FireAsync("RetrainFraudModel", ct);
        await server.FireAsync("ContinueJobs", ct);
    }

    /// <summary>Puts the newest model in charge as an operator may, whatever the comparison made of it: what is measured is what it costs.</summary>
    /// <exception cref="InvalidOperationException">None was trained.</exception>
    public static async Task ActivateAsync(HandlerServer server, CancellationToken ct)
    {
        using var models = JsonDocument.Parse(await server.Api.Http.GetByteArrayAsync("/api/fraud/models", ct));
        var newest = models.RootElement.GetProperty("models").EnumerateArray().Select(static m => m.GetProperty("version").GetString()).Max(StringComparer.Ordinal)
            ?? throw new InvalidOperationException("No model was trained: live through more orders.");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/fraud/models/{newest}/activate") { Content = new StringContent("{}", null, "application/json") };
        request.Headers.Add("x-operator", "benchmark");
        using var response = await server.Api.Http.SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
    }
}
