using System.Collections.Concurrent;
using MerchantOps.Demo;
using MerchantOps.Fraud.Training;
using Spectre.Console;

namespace MerchantOps.Functions.Commands;

/// <summary>Connects the shops and sends the history over HTTP, retraining once a simulated week as the nightly timer would.</summary>
internal sealed class DemoRun(LocalServer server, MarketplaceHistory history, TimeProvider time)
{
    /// <returns>How long the acknowledgements took.</returns>
    public async Task<Latencies> SendAsync(CancellationToken ct)
    {
        var secrets = new ConcurrentDictionary<(string Merchant, string Shop), byte[]>();
        foreach (var shop in history.Merchants.SelectMany(static m => m.Shops))
            secrets[(shop.Merchant, shop.Id)] = await server.Client.ConnectAsync(shop.Merchant, shop.Id, shop.Currency, ct);

        var latencies = new Latencies();
        await AnsiConsole.Progress().StartAsync(async progress =>
        {
            var task = progress.AddTask("Sending webhooks", maxValue: history.Events.Count);
            foreach (var week in Weeks())
            {
                await using (var sender = new WebhookSender(server.Client.Http, secrets, latencies, time, ct))
                {
                    foreach (var e in week)
                    {
                        await sender.SendAsync(e, ct);
                        task.Increment(1);
                    }

                    await sender.CompleteAsync();
                }

                await server.Client.IdleAsync(time, ct);
                await server.Services.GetRequiredService<FraudModelTrainer>().StartAsync(ct);
            }
        });
        return latencies;
    }

    private IEnumerable<IEnumerable<Events.CloudEvent>> Weeks() =>
        history.Events.GroupBy(e => (int)(e.Time - history.Events[0].Time).TotalDays / 7);
}
