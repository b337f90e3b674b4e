using System.Text.Json;
using MerchantOps.Cases;
using MerchantOps.Events;
using MerchantOps.Fraud;
using MerchantOps.Orders;
using MerchantOps.Storage;
using MerchantOps.Storage.Sqlite;
using MerchantOps.Tests.Core.Fraud;
using MerchantOps.Tests.Core.Storage;

namespace MerchantOps.Tests.Core.Cases;

/// <summary>A case book over a real SQLite store that fails when told to, and a stream that keeps what it is given.</summary>
internal sealed class CaseFixture : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly StoreMetrics metrics = new();
    private readonly SqliteDocumentStore inner;

    public CaseFixture()
    {
        inner = new SqliteDocumentStore(folder.File("documents.db"), new StoreOptions(), new SqliteStoreOptions(), metrics, Time);
        Store = new FaultyStore(inner);
        var cases = new CaseStore(Store);
        Verdicts = new CaseVerdicts(cases, new OrderQueries(Store, new OrderViews(new ReasonWriter(new ShippedRules()))), Stream);
        Book = new CaseBook(cases, Verdicts, Time);
    }

    public ManualTime Time { get; } = new();

    public FaultyStore Store { get; }

    public RecordingStream Stream { get; } = new();

    public CaseBook Book { get; }

    public CaseVerdicts Verdicts { get; }

    public static CaseDraft Draft(string[] orders, string key = "device/1", string kind = CaseKinds.LinkedOrders, double score = 0.8) => new()
    {
        Merchant = "acme",
        Kind = kind,
        Key = key,
        Summary = new CaseText("Orders from one device.", "同一设备的订单。"),
        Score = score,
        Orders = orders,
        Evidence = [new CaseEvidence("shared-device", 0.8, new CaseText("One device.", "同一设备。"))],
    };

    /// <summary>Opens a case about these orders, which there are.</summary>
    public async Task<string> OpenAsync(params string[] orders)
    {
        foreach (var order in orders)
            await PutOrderAsync(order);
        return await Book.OpenAsync(Draft([.. orders.Select(static o => $"main:{o}")]), CancellationToken.None);
    }

    public async Task<CaseRecord> FindAsync(string id) => await Book.FindAsync("acme", id, CancellationToken.None);

    private async Task PutOrderAsync(string id)
    {
        var content = new RawJson(JsonSerializer.SerializeToUtf8Bytes(Trade.Order() with { Id = id }, EventJson.Default.Order));
        var record = new OrderRecord { Id = $"main:{id}", Merchant = "acme", Shop = "main", Platform = "standard", Content = content };
        var key = OrderRecord.KeyOf("acme", "main", id);
        await Store.SaveAsync(DocumentWrite.Upsert(key, JsonSerializer.SerializeToUtf8Bytes(record, OrderJson.Default.OrderRecord)), CancellationToken.None);
    }

    public void Dispose()
    {
        inner.Dispose();
        metrics.Dispose();
        folder.Dispose();
    }
}
