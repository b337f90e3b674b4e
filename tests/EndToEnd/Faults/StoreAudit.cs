using System.Text.Json;
using MerchantOps.Events;
using MerchantOps.Fraud;
using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;
using MerchantOps.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantOps.Tests.EndToEnd.Faults;

/// <summary>Opens the data folder of a server that has ended, and holds its documents against the ledger.</summary>
internal sealed class StoreAudit : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly IDocumentStore store;
    private readonly PersonalHash hash;

    public StoreAudit(string data)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Directory"] = data,
            ["Secrets:MasterKey"] = File.ReadAllText(Path.Combine(data, "master.key")).Trim(),
        }).Build();
        services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddStorage(configuration).AddFraud(configuration).BuildServiceProvider();
        (store, hash) = (services.GetRequiredService<IDocumentStore>(), services.GetRequiredService<PersonalHash>());
    }

    /// <summary>Puts a document in the order's place that no version of the program can read.</summary>
    public Task BreakAsync(DocumentKey order, CancellationToken ct) => store.SaveAsync(DocumentWrite.Upsert(order, "{\"id\":[]}"u8.ToArray()), ct);

    public Task MendAsync(DocumentKey order, CancellationToken ct) => store.SaveAsync(DocumentWrite.Delete(order), ct);

    /// <summary>What is wrong with the orders and with all entities they moved, those of several merchants too; empty when every effect happened, and happened once.</summary>
    /// <param name="acknowledged">The readable events of all merchants; duplicates among them are the same event.</param>
    public async Task<IReadOnlyList<string>> FaultsAsync(IEnumerable<CloudEvent> acknowledged, CancellationToken ct)
    {
        var (faults, expected) = (new List<string>(), new ExpectedSignals());
        foreach (var events in acknowledged.DistinctBy(static e => (e.Merchant, e.Id)).GroupBy(static e => (e.Merchant, e.Subject)))
        {
            var placed = events.Single(static e => e.Type == EventTypes.OrderPlaced);
            var order = placed.ReadData(EventJson.Default.Order);
            if (await FindAsync<OrderRecord>(OrderRecord.KeyOf(placed.Merchant, placed.Shop, order.Id), ct) is not { } record)
            {
                faults.Add($"{placed.Merchant}: order {order.Id} is lost.");
                continue;
            }

            faults.AddRange(FaultsOf(record, events));
            expected.Add(record, OrderEntities.Of(placed.Merchant, placed.Shop, order, hash));
        }

        foreach (var (key, signals) in expected.ByEntity)
        {
            var stored = (await FindAsync<EntityDocument>(key, ct))?.SignalsOf(EntityKind.Person) ?? new EntitySignals(EntityKind.Person);
            if ((stored.Orders, stored.Frauds) != signals)
                faults.Add($"{key.Container}/{key.Id}: {stored.Orders} orders and {stored.Frauds} frauds counted, {signals.Orders} and {signals.Frauds} happened.");
        }

        return faults;
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static IEnumerable<string> FaultsOf(OrderRecord record, IEnumerable<CloudEvent> events)
    {
        if (record.Decision is null)
            yield return $"{record.Merchant}: order {record.Id} is not decided.";
        if (record.Content is null)
            yield return $"{record.Merchant}: order {record.Id} has lost its content.";
        var happened = events.Where(static e => e.Type != EventTypes.OrderPlaced).Select(static e => e.Type).Order(StringComparer.Ordinal).ToList();
        var recorded = record.Changes.Select(static c => c.Type).Order(StringComparer.Ordinal).ToList();
        if (!happened.SequenceEqual(recorded))
            yield return $"{record.Merchant}: order {record.Id} records {string.Join(", ", recorded)}, but {string.Join(", ", happened)} happened.";
    }

    private async Task<T?> FindAsync<T>(DocumentKey key, CancellationToken ct)
        where T : class
    {
        if (await store.FindAsync(key, ct) is not { } document)
            return null;
        return typeof(T) == typeof(OrderRecord)
            ? (T)(object)JsonSerializer.Deserialize(document.Json.Span, OrderJson.Default.OrderRecord)!
            : JsonSerializer.Deserialize<T>(document.Json.Span);
    }
}
