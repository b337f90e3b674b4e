using MerchantOps.Fraud.Signals;
using System.Text.Json;
using MerchantOps.Storage;

namespace MerchantOps.Fraud.Training;

/// <summary>Holds the champion in memory and follows what is stored, so that every instance decides alike within seconds. Thread-safe.</summary>
public sealed class ActiveFraudModel(IDocumentStore store, TimeProvider time) : IActiveFraudModel
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    private static readonly DocumentKey ChampionKey = new("models", "fraud", "champion");

    private readonly FraudModelFiles files = new(store);
    private volatile Held? held;
    private long lookedAt = long.MinValue;

    public FraudModel? Current => held?.Model;

    public FraudModel? Shadow => null;

    public async Task RefreshAsync(CancellationToken ct)
    {
        var (now, last) = (time.GetTimestamp(), Interlocked.Read(ref lookedAt));
        if (last != long.MinValue && time.GetElapsedTime(last, now) < Freshness)
            return;
        if (Interlocked.CompareExchange(ref lookedAt, now, last) != last)
            return;

        var document = await store.FindAsync(ChampionKey, ct);
        if (document is not null && document.ETag != held?.ETag)
            held = new Held(await ReadAsync(document, ct), document.ETag);
    }

    /// <summary>Makes <paramref name="model"/> the champion, here at once and elsewhere within seconds; every version is kept beside it.</summary>
    public async Task PromoteAsync(FraudModel model, CancellationToken ct)
    {
        await files.WriteAsync(model, ct);
        var json = JsonSerializer.SerializeToUtf8Bytes(new ChampionPointer(model.Version), TrainingJson.Default.ChampionPointer);
        var result = await store.SaveAsync(DocumentWrite.Upsert(ChampionKey, json), ct);
        held = new Held(model, result.ETag!);
    }

    // A champion of other features would read the wrong columns; deciding by rules alone is right until the next training.
    private async Task<FraudModel?> ReadAsync(Document document, CancellationToken ct)
    {
        var pointer = JsonSerializer.Deserialize(document.Json.Span, TrainingJson.Default.ChampionPointer)!;
        return await files.ReadAsync(pointer.Version, ct) is { FeatureVersion: OrderFeatures.Version } model ? model : null;
    }

    private sealed record Held(FraudModel? Model, string ETag);
}

/// <summary>Which model decides.</summary>
internal sealed record ChampionPointer(string Version);
