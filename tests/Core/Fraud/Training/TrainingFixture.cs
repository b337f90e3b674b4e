using System.Text.Json;
using MerchantOps.Events;
using MerchantOps.Fraud;
using MerchantOps.Fraud.Signals;
using MerchantOps.Fraud.Training;
using MerchantOps.Ingestion;
using MerchantOps.Orders;
using MerchantOps.Storage;
using MerchantOps.Storage.Sqlite;
using MerchantOps.Streaming;
using MerchantOps.Tests.Core.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace MerchantOps.Tests.Core.Fraud.Training;

/// <summary>Training over archived orders in a real SQLite store.</summary>
internal sealed class TrainingFixture : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly StoreMetrics metrics = new();
    private readonly SqliteDocumentStore inner;
    private readonly DocumentEventArchive archive;
    private long sequence;

    public TrainingFixture()
    {
        inner = new SqliteDocumentStore(folder.File("documents.db"), new StoreOptions(), new SqliteStoreOptions(), metrics, Time);
        Store = new FaultyStore(inner);
        archive = new DocumentEventArchive(Store);
        (Active, Set) = (new ActiveFraudModel(Store, Time), new TrainingSet(archive, Store));
        Trainer = NewTrainer();
    }

    public ManualTime Time { get; } = new();

    public FaultyStore Store { get; }

    public ActiveFraudModel Active { get; }

    public TrainingSet Set { get; }

    public FraudModelTrainer Trainer { get; }

    /// <summary>A trainer as another instance would have one.</summary>
    public FraudModelTrainer NewTrainer() => new(Store, Set, Active, Time, NullLogger<FraudModelTrainer>.Instance);

    /// <summary>Stores orders as decided when they were placed, and their events as ingested <paramref name="ingestedDaysAgo"/> days ago.</summary>
    public async Task ArchiveAsync(double ingestedDaysAgo, params IReadOnlyList<TrainingOrder> orders)
    {
        var (writes, events) = (new List<DocumentWrite>(), new List<StreamRecord>());
        foreach (var order in orders)
        {
            var (record, e) = Placed(order);
            writes.Add(DocumentWrite.Upsert(OrderRecord.KeyOf("acme", "main", order.Id), JsonSerializer.SerializeToUtf8Bytes(record, OrderJson.Default.OrderRecord)));
            events.Add(new StreamRecord(sequence++, Time.GetUtcNow().AddDays(-ingestedDaysAgo), CloudEventCodec.Write(e)));
        }

        await Store.SaveManyAsync(writes, CancellationToken.None);
        await archive.AppendAsync(new EventBatch(new StreamSource("events", "0", 1), events), CancellationToken.None);
    }

    /// <summary>600 orders of the 30 days before; every tenth is a fraud, confirmed, and shows it in its first feature.</summary>
    public Task ArchiveMonthAsync()
    {
        var random = new Random(1);
        return ArchiveAsync(0, [.. Enumerable.Range(0, 600).Select(i => (i % 10 == 3) is var fraud
            ? new TrainingOrder($"{i}", 30 - (i / 20.0), fraud, (fraud ? 3f : 0f) + random.NextSingle(), random.NextSingle()) : null!)]);
    }

    public void Dispose()
    {
        inner.Dispose();
        metrics.Dispose();
        folder.Dispose();
    }

    private (OrderRecord Record, CloudEvent Event) Placed(TrainingOrder placed)
    {
        var at = Time.GetUtcNow().AddDays(-placed.DaysAgo);
        var values = new float[OrderFeatures.Names.Count];
        placed.First.CopyTo(values, 0);
        var order = new Order { Id = placed.Id, PlacedAt = at, Total = new Money(50, "USD"), Lines = [new OrderLine("p1", "sku-1", "A thing", 1, 50)] };
        var json = JsonSerializer.SerializeToUtf8Bytes(order, EventJson.Default.Order);
        var record = new OrderRecord { Id = $"main:{placed.Id}", Merchant = "acme", Shop = "main", Platform = "standard" };
        record.Update(order, new RawJson(json), at);
        record.Decision = new Decision(Outcome.Approve, 0, null, [], 1, null, at, placed.FeatureVersion, FeaturePacking.Pack(values));
        record.Label = placed.Fraud is { } fraud ? new FraudLabel(fraud, at.AddDays(1), "chargeback") : null;
        return (record, new CloudEvent($"placed-{placed.Id}", "/standard/acme/main", EventTypes.OrderPlaced, $"order/{placed.Id}", at, "acme", "main", json));
    }
}

/// <summary>An order of <see cref="TrainingFixture"/>.</summary>
/// <param name="Fraud">Its label; null when nobody has said anything.</param>
/// <param name="First">Its first features; the others are 0.</param>
internal sealed record TrainingOrder(string Id, double DaysAgo, bool? Fraud, params float[] First)
{
    public int FeatureVersion { get; init; } = OrderFeatures.Version;
}
