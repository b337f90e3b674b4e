using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using MerchantOps.Fraud;
using MerchantOps.Storage;
using MerchantOps.Storage.Sqlite;
using MerchantOps.Tests.Core.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace MerchantOps.Tests.Core.Fraud;

/// <summary>Training over archived examples in a real SQLite store.</summary>
internal sealed class TrainingFixture : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly StoreMetrics metrics = new();
    private readonly SqliteDocumentStore inner;
    private int pages;

    public TrainingFixture()
    {
        inner = new SqliteDocumentStore(folder.File("documents.db"), new StoreOptions(), new SqliteStoreOptions(), metrics, Time);
        Store = new FaultyStore(inner);
        (Active, Set) = (new ActiveFraudModel(Store, Time), new TrainingSet(Store));
        Trainer = NewTrainer();
    }

    public ManualTime Time { get; } = new();

    public FaultyStore Store { get; }

    public ActiveFraudModel Active { get; }

    public TrainingSet Set { get; }

    public FraudModelTrainer Trainer { get; }

    /// <summary>A trainer as another instance would have one.</summary>
    public FraudModelTrainer NewTrainer() => new(Store, Set, Active, Time, NullLogger<FraudModelTrainer>.Instance);

    /// <summary>Archives a page as ingested <paramref name="daysAgo"/> days ago.</summary>
    public Task<SaveResult> ArchiveAsync(ExamplePage page, int daysAgo = 0, int shard = 0)
    {
        var id = (++pages).ToString("D6", CultureInfo.InvariantCulture);
        var key = new DocumentKey(ExamplePage.Container, ExamplePage.PartitionOf(Time.GetUtcNow().AddDays(-daysAgo), shard), id);
        return Store.SaveAsync(DocumentWrite.Upsert(key, JsonSerializer.SerializeToUtf8Bytes(page, FraudJson.Default.ExamplePage)), CancellationToken.None);
    }

    /// <summary>Archives 600 orders of the 30 days before; every tenth is a fraud, confirmed, and shows it in its first feature.</summary>
    public async Task ArchiveMonthAsync()
    {
        var random = new Random(1);
        var page = new ExamplePage();
        for (var i = 0; i < 600; i++)
        {
            var (name, daysAgo, fraud) = ($"acme|main:{i}", 30 - (i / 20.0), i % 10 == 3);
            page.Rows.Add(Row(name, daysAgo, (fraud ? 3f : 0f) + random.NextSingle(), random.NextSingle()));
            if (fraud)
                page.Labels.Add(Label(name, Math.Max(0, daysAgo - 1), fraud: true));
        }

        await ArchiveAsync(page);
    }

    public Example Row(string order, double daysAgo, params float[] first)
    {
        var values = new float[OrderFeatures.Names.Count];
        first.CopyTo(values, 0);
        return new Example(order, Seconds(daysAgo), MemoryMarshal.AsBytes<float>(values).ToArray());
    }

    public ExampleLabel Label(string order, double daysAgo, bool fraud) => new(order, Seconds(daysAgo), fraud);

    public void Dispose()
    {
        inner.Dispose();
        metrics.Dispose();
        folder.Dispose();
    }

    private long Seconds(double daysAgo) => Time.GetUtcNow().AddDays(-daysAgo).ToUnixTimeSeconds();
}
