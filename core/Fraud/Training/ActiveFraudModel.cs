using MerchantOps.Fraud.Signals;

namespace MerchantOps.Fraud.Training;

/// <summary>Holds champion and shadow in memory and follows the registry, so that every instance decides alike within seconds. Thread-safe.</summary>
public sealed class ActiveFraudModel(FraudModelRegistry registry, TimeProvider time) : IActiveFraudModel
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    private volatile Held held = new(ModelPointer.Empty, null, null);
    private long lookedAt = long.MinValue;

    public FraudModel? Current => held.Champion;

    public FraudModel? Shadow => held.Shadow;

    public Task RefreshAsync(CancellationToken ct)
    {
        var (now, last) = (time.GetTimestamp(), Interlocked.Read(ref lookedAt));
        if (last != long.MinValue && time.GetElapsedTime(last, now) < Freshness)
            return Task.CompletedTask;
        return Interlocked.CompareExchange(ref lookedAt, now, last) == last ? LookAsync(ct) : Task.CompletedTask;
    }

    /// <summary>Looks at once, for who has just changed the registry.</summary>
    internal async Task LookAsync(CancellationToken ct)
    {
        var (before, pointer) = (held, (await registry.PointerAsync(ct)).Pointer);
        if (pointer.Champion == before.Pointer.Champion && pointer.Shadow == before.Pointer.Shadow)
            return;
        held = new Held(pointer, await LoadAsync(pointer.Champion, before, ct), await LoadAsync(pointer.Shadow, before, ct));
    }

    // A model of other features would read the wrong columns; deciding by rules alone is right until the next training.
    private async Task<FraudModel?> LoadAsync(string? version, Held before, CancellationToken ct)
    {
        if (version is null)
            return null;
        if (version == before.Champion?.Version)
            return before.Champion;
        if (version == before.Shadow?.Version)
            return before.Shadow;
        return await registry.LoadAsync(version, ct) is { FeatureVersion: OrderFeatures.Version } model ? model : null;
    }

    private sealed record Held(ModelPointer Pointer, FraudModel? Champion, FraudModel? Shadow);
}
