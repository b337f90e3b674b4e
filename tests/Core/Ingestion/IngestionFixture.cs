using System.Text.Json;
using MerchantOps.Events;
using MerchantOps.Fraud;
using MerchantOps.Fraud.Signals;
using MerchantOps.Fraud.Training;
using MerchantOps.Ingestion;
using MerchantOps.Orders;
using MerchantOps.Storage;
using MerchantOps.Streaming;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantOps.Tests.Core.Ingestion;

/// <summary>The real ingestion over a real SQLite store in a folder of its own, with a clock that stands still.</summary>
public sealed class IngestionFixture : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("merchantops-ingestion-");
    private readonly ServiceProvider services;

    public IngestionFixture()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Directory"] = folder.FullName,
            ["Secrets:MasterKey"] = Convert.ToBase64String(new byte[32]),
        }).Build();
        services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddSingleton<TimeProvider>(Time)
            .AddStorage(configuration).AddFraud(configuration).AddOrders().AddIngestion()
            .AddSingleton<IEventStream>(Stream)
            .Decorate<IDocumentStore>(inner => Store = new FaultyStore(inner))
            .BuildServiceProvider();
        _ = services.GetRequiredService<IDocumentStore>();
    }

    public ManualTime Time { get; } = new();

    internal RecordingStream Stream { get; } = new();

    internal FaultyStore Store { get; private set; } = null!;

    public EventIngestor Ingestor => services.GetRequiredService<EventIngestor>();

    public ParkedDrain Drain => services.GetRequiredService<ParkedDrain>();

    public Quarantine Quarantine => services.GetRequiredService<Quarantine>();

    public OrderScoring Scoring => services.GetRequiredService<OrderScoring>();

    public OrderQueries Queries => services.GetRequiredService<OrderQueries>();

    public FraudModelTrainer Trainer => services.GetRequiredService<FraudModelTrainer>();

    public IngestionStats Stats => services.GetRequiredService<IngestionCounters>().Read();

    public MerchantOps.Fraud.Rules.RuleBacktest Backtest => services.GetRequiredService<MerchantOps.Fraud.Rules.RuleBacktest>();

    public OrderScan Scan => services.GetRequiredService<OrderScan>();

    internal IEventArchive Archive => services.GetRequiredService<IEventArchive>();

    internal PersonalHash Hash => services.GetRequiredService<PersonalHash>();

    public static CloudEvent Placed(string id, string merchant = "acme", string? customer = "c1", string? device = "d1", decimal total = 50, DateTimeOffset? at = null, string? eventId = null) =>
        Event(EventTypes.OrderPlaced, eventId ?? $"placed-{id}", $"order/{id}", merchant, at, JsonSerializer.SerializeToUtf8Bytes(OrderOf(id, customer, device, total, at), EventJson.Default.Order));

    public static Order OrderOf(string id, string? customer, string? device, decimal total, DateTimeOffset? at = null) => new()
    {
        Id = id,
        PlacedAt = at ?? Noon,
        Total = new Money(total, "USD"),
        Lines = [new OrderLine("p1", "sku-1", "A thing", 1, total)],
        Buyer = customer is null ? null : new Buyer(customer, RegisteredAt: Noon.AddYears(-1)),
        Device = device is null ? null : new Device(device),
    };

    public static CloudEvent Change(string type, string order, string merchant = "acme", DateTimeOffset? at = null, string? eventId = null) =>
        Event(type, eventId ?? $"{type}-{order}", $"order/{order}", merchant, at, JsonSerializer.SerializeToUtf8Bytes(new OrderChange(order, at ?? Noon), EventJson.Default.OrderChange));

    public static CloudEvent Event(string type, string id, string subject, string merchant, DateTimeOffset? at, byte[] data) =>
        new(id, $"/standard/{merchant}/main", type, subject, at ?? Noon, merchant, "main", data);

    public static DateTimeOffset Noon { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Delivers events of partition 0, the first with sequence <paramref name="from"/>.</summary>
    public Task IngestAsync(long from, params IReadOnlyList<CloudEvent> events) => Ingestor.IngestAsync(Batch(from, events), CancellationToken.None);

    public static EventBatch Batch(long from, IReadOnlyList<CloudEvent> events, string partition = "0") =>
        Raw(from, [.. events.Select(CloudEventCodec.Write)], partition);

    public static EventBatch Raw(long from, IReadOnlyList<byte[]> bodies, string partition = "0") => new(
        new StreamSource("events", partition, 1), [.. bodies.Select((body, i) => new StreamRecord(from + i, Noon, body))]);

    public Task<OrderRecord?> FindAsync(string order, string merchant = "acme") => Queries.FindAsync(merchant, order, ["main"], CancellationToken.None);

    public async Task<EntitySignals?> SignalsAsync(DocumentKey? key) =>
        await Store.FindAsync(key!.Value, CancellationToken.None) is { } document ? BatchState.ReadEntity(document).SignalsOf(EntityKind.Person) : null;

    public Task<EntitySignals?> CustomerAsync(string id, string merchant = "acme") => SignalsAsync(OrderEntities.CustomerKey(merchant, "main", id));

    public Task<EntitySignals?> DeviceAsync(string device) => SignalsAsync(OrderEntities.Of("any", "main", OrderOf("1", null, device, 1), Hash).All.Single(static e => e.Kind == EntityKind.Device).Key);

    public void Dispose()
    {
        services.Dispose();
        folder.Delete(recursive: true);
    }
}

internal static class Decoration
{
    /// <summary>Puts a wrapper around the one registered <typeparamref name="T"/>.</summary>
    public static IServiceCollection Decorate<T>(this IServiceCollection services, Func<T, T> wrap)
        where T : class
    {
        var inner = services.Single(s => s.ServiceType == typeof(T));
        services.Remove(inner);
        return services.AddSingleton(s => wrap((T)inner.ImplementationFactory!(s)));
    }
}
