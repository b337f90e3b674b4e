using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MerchantOps.Events;
using MerchantOps.Orders;
using MerchantOps.Storage;
using MerchantOps.Tests.Running;
using MerchantOps.Webhooks;

namespace MerchantOps.Tests.EndToEnd.Faults;

/// <summary>
/// The run itself, made once for all its tests: merchants send under load while the server is killed again and again, one of them with a
/// stored order that cannot be read. Then that order is mended and everything is held against the ledger.
/// </summary>
public sealed class FaultRun : IAsyncLifetime
{
    private const int Bad = 5;

    private static readonly DocumentKey BrokenOrder = OrderRecord.KeyOf(FaultScript.NameOf(Bad), FaultScript.Shop, FaultScript.IdOf(3));

    private readonly FaultPlan plan = FaultPlan.Chosen;
    private readonly Ledger ledger = new();
    private readonly TimeProvider time = TimeProvider.System;
    private readonly string data = Directory.CreateTempSubdirectory("merchantops-faults-").FullName;

    internal FaultPlan Plan => plan;

    /// <summary>Deliveries acknowledged, duplicates and poison included.</summary>
    internal int Acknowledged => ledger.Count;

    internal int Retries => ledger.Retries;

    internal int Kills { get; private set; }

    internal TimeSpan Sending { get; private set; }

    /// <summary>At the end of the backlog, before the broken document is mended.</summary>
    internal IReadOnlyList<string> Parked { get; private set; } = [];

    internal static string BadMerchant => FaultScript.NameOf(Bad);

    internal int PoisonSent => PoisonAcknowledged.Count;

    /// <summary>Poison events that are not in quarantine.</summary>
    internal IReadOnlyList<string> PoisonMissing { get; private set; } = [];

    /// <summary>Orders of the good merchants that were not decided while the bad one was parked.</summary>
    internal IReadOnlyList<string> HeldUp { get; private set; } = [];

    /// <summary>Lost or doubled effects, of every merchant, when all was drained.</summary>
    internal IReadOnlyList<string> Faults { get; private set; } = [];

    private HashSet<string> PoisonAcknowledged => [.. ledger.Acknowledged.Select(static d => d.Poison).OfType<string>()];

    public async Task InitializeAsync()
    {
        using var limit = new CancellationTokenSource(plan.Limit, time);
        using (var server = new MortalServer(data))
        {
            var shops = await PrepareAsync(server, limit.Token);
            await SendUnderFireAsync(server, shops, limit.Token);
            await InspectAsync(server, limit.Token);
            await server.StopAsync(limit.Token);
        }

        await MendAsync(limit.Token);
        await AuditAsync(limit.Token);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(data, recursive: true);
        return Task.CompletedTask;
    }

    private async Task<IReadOnlyDictionary<string, SignedShop>> PrepareAsync(MortalServer server, CancellationToken ct)
    {
        server.Launch();
        await server.ListensAsync(ct);
        var shops = new Dictionary<string, SignedShop>(StringComparer.Ordinal);
        using (var api = OperatorApi.Open(server.Address!, data))
            for (var merchant = 0; merchant < plan.Merchants; merchant++)
                shops[FaultScript.NameOf(merchant)] = await api.ConnectAsync(FaultScript.NameOf(merchant), FaultScript.Shop, ct);
        await server.StopAsync(ct);

        await using (var store = new StoreAudit(data))
            await store.BreakAsync(BrokenOrder, ct);
        return shops;
    }

    private async Task SendUnderFireAsync(MortalServer server, IReadOnlyDictionary<string, SignedShop> shops, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var scripts = Enumerable.Range(0, plan.Merchants).Select(merchant => new FaultScript(plan, merchant, now).Deliveries()).ToList();
        server.Launch();
        await server.ListensAsync(ct);

        var started = time.GetTimestamp();
        using var senders = new Senders(server, shops, ledger, time);
        var sending = senders.RunAsync(scripts, ct);
        var killing = new Killer(server, ledger, plan, time).RunAsync(scripts.Sum(static s => s.Count), sending, ct);
        await sending;
        Sending = time.GetElapsedTime(started);
        await killing;
        Kills = server.Kills;
    }

    private async Task InspectAsync(MortalServer server, CancellationToken ct)
    {
        using var api = OperatorApi.Open(server.Address!, data);
        Parked = (await api.DrainedAsync(time, ct)).Parked;

        var held = ledger.Acknowledged.Select(static d => d.Event).OfType<CloudEvent>()
            .Where(static e => e.Type == EventTypes.OrderPlaced && e.Merchant != BadMerchant)
            .Select(static e => $"{e.Merchant}/{e.Shop}:{e.Subject["order/".Length..]}")
            .ToHashSet();
        foreach (var merchant in Enumerable.Range(0, plan.Merchants).Where(static m => m != Bad).Select(FaultScript.NameOf))
            await foreach (var order in api.OrdersAsync(merchant, ct))
                if (order.Decision is not null)
                    held.Remove($"{order.Merchant}/{order.Id}");
        HeldUp = [.. held];

        var missing = PoisonAcknowledged;
        await foreach (var entry in api.QuarantineAsync(ct))
        {
            var body = Encoding.Latin1.GetString((RejectedDelivery.TryRead(entry.Body)?.Body ?? entry.Body).Span);
            missing.RemoveWhere(marker => body.Contains(marker, StringComparison.Ordinal));
        }

        PoisonMissing = [.. missing];
    }

    /// <summary>Mends the broken document and drains the parked merchant through the timer's own door, as the Functions host would call it.</summary>
    private async Task MendAsync(CancellationToken ct)
    {
        await using (var store = new StoreAudit(data))
            await store.MendAsync(BrokenOrder, ct);

        var port = FreePort();
        using var handler = ServerProcess.Start(
            MortalServer.Program, ("FUNCTIONS_CUSTOMHANDLER_PORT", port.ToString(CultureInfo.InvariantCulture)), ("Data__Directory", data));
        using var host = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await AnswersAsync(host, ct);
        using var tick = new StringContent("""{"Data":{"timer":{"IsPastDue":false}},"Metadata":{}}""", Encoding.UTF8, "application/json");
        using var reply = await host.PostAsync("/DrainParked", tick, ct);
        reply.EnsureSuccessStatusCode();
        await handler.StopAsync(ct);
    }

    private async Task AuditAsync(CancellationToken ct)
    {
        await using var store = new StoreAudit(data);
        Faults = await store.FaultsAsync(ledger.Acknowledged.Select(static d => d.Event).OfType<CloudEvent>(), ct);
    }

    private async Task AnswersAsync(HttpClient host, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                using var reply = await host.GetAsync("/", ct);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(25), time, ct);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
