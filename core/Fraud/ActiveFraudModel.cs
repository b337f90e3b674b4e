using System.Text.Json;
using MerchantOps.Storage;

namespace MerchantOps.Fraud;

/// <summary>Holds the champion in memory and follows what is stored, so that every instance decides alike within seconds. Thread-safe.</summary>
public sealed class ActiveFraudModel(IDocumentStore store, TimeProvider time) : IActiveFraudModel
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    private static readonly DocumentKey ChampionKey = new("models", "fraud", "champion");

    private volatile Held? held;
    private long lookedAt = long.MinValue;

    public FraudModel? Current => held?.Model;

    public async Task RefreshAsync(CancellationToken ct)
    {
        var (now, last) = (time.GetTimestamp(), Interlocked.Read(ref lookedAt));
        if (last != long.MinValue && time.GetElapsedTime(last, now) < Freshness)
            return;
        if (Interlocked.CompareExchange(ref lookedAt, now, last) != last)
            return;

        var document = await store.FindAsync(ChampionKey, ct);
        if (document is not null && document.ETag != held?.ETag)
            held = new Held(Read(document), document.ETag);
    }

    /// <summary>Makes <paramref name="model"/> the champion, here at once and elsewhere within seconds; every version is kept beside it.</summary>
    public async Task PromoteAsync(FraudModel model, CancellationToken ct)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(model, FraudJson.Default.FraudModel);
        await store.SaveAsync(DocumentWrite.Upsert(ChampionKey with { Id = model.Version }, json), ct);
        var result = await store.SaveAsync(DocumentWrite.Upsert(ChampionKey, json), ct);
        held = new Held(model, result.ETag!);
    }

    // A champion of other features would read the wrong columns; deciding by rules alone is right until the next training.
    private static FraudModel? Read(Document document)
    {
        var model = JsonSerializer.Deserialize(document.Json.Span, FraudJson.Default.FraudModel);
        return model?.FeatureVersion == OrderFeatures.Version ? model : null;
    }

    private sealed record Held(FraudModel? Model, string ETag);
}
