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
    private static readonly StreamSource Source = new("events", "0", 1);

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
        Registry = new FraudModelRegistry(Store, Time, NullLogger<FraudModelRegistry>.Instance);
        (Active, Pages) = (new ActiveFraudModel(Registry, Time), new TrainingPages(new OrderScan(archive, Store), Store, Time));
        Trainer = NewTrainer();
    }

    public ManualTime Time { get; } = new();

    public FaultyStore Store { get; }

    public FraudModelRegistry Registry { get; }

    public ActiveFraudModel Active { get; }

    public TrainingPages Pages { get; }

    public FraudModelTrainer Trainer { get; }

    public FraudTrainingOptions Options { get; } = new() { Days = 40, Trees = new() { Trees = 40, LearningRate = 0.3, MaxDepth = 3 } };

    /// <summary>A trainer as another instance would have one.</summary>
    public FraudModelTrainer NewTrainer()
    {
        var run = new TrainingRun(Pages, Registry, Active, Options, new PromotionOptions { Resamples = 200, MinFrauds = 10 }, Time);
        return new FraudModelTrainer(Store, Pages, run, Options, Time, NullLogger<FraudModelTrainer>.Instance);
    }

    /// <summary>Makes a model the champion as if it had proven itself.</summary>
    public async Task PromoteAsync(FraudModel model)
    {
        await Registry.AcceptAsync(model, new PromotionVerdict(PromotionOutcome.Promote, ["a test"], new Dictionary<string, double>()), CancellationToken.None);
        await Active.LookAsync(CancellationToken.None);
    }

    /// <summary>Stores orders as decided when they were placed, and their events as ingested <paramref name="ingestedDaysAgo"/> days ago.</summary>
    public async Task ArchiveAsync(double ingestedDaysAgo, params IReadOnlyList<TrainingOrder> orders)
    {
        var (writes, events) = (new List<DocumentWrite>(), new List<StreamRecord>());
        foreach (var order in orders)
        {
            var (record, e) = Placed(order);
            record.SignalsAt = IncomingEvent.PositionOf(Source, sequence);
            writes.Add(DocumentWrite.Upsert(OrderRecord.KeyOf("acme", "main", order.Id), JsonSerializer.SerializeToUtf8Bytes(record, OrderJson.Default.OrderRecord)));
            events.Add(new StreamRecord(sequence++, Time.GetUtcNow().AddDays(-ingestedDaysAgo), CloudEventCodec.Write(e)));
        }

        await Store.SaveManyAsync(writes, CancellationToken.None);
        await archive.AppendAsync(new EventBatch(Source, events), CancellationToken.None);
    }

    /// <summary>900 orders of the 30 days before, ingested as they were placed; every tenth is a fraud, confirmed, and shows it in its first feature.</summary>
    public async Task ArchiveMonthAsync()
    {
        var random = new Random(1);
        for (var day = 30; day > 0; day--)
            await ArchiveAsync(day - 0.5, [.. Enumerable.Range(0, 30).Select(i => Seen(random, $"{day}-{i}", day - (i / 30.0), i % 10 == 3))]);
    }

    public void Dispose()
    {
        inner.Dispose();
        metrics.Dispose();
        folder.Dispose();
    }

    private static TrainingOrder Seen(Random random, string id, double daysAgo, bool fraud) =>
        new(id, daysAgo, fraud ? true : null, (fraud ? 3f : 0f) + random.NextSingle(), random.NextSingle());

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

    public Outcome Outcome { get; init; }
}
