using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MerchantOps.Errors;
using MerchantOps.Fraud.Signals;
using MerchantOps.Storage;
using Microsoft.Extensions.Logging;

namespace MerchantOps.Fraud.Training;

/// <summary>
/// Every model that was trained, with its card and what became of it, and the one pointer to the champion. Promoting is one conditional
/// write, so two instances never make two champions; each step can be repeated. Thread-safe.
/// </summary>
public sealed class FraudModelRegistry : IFraudModels
{
    private const int MaxTries = 20;

    private static readonly DocumentKey PointerKey = new(FraudModelFiles.Container, FraudModelFiles.Partition, "champion"), DriftKey = PointerKey with { Id = "drift" };

    private readonly IDocumentStore store;
    private readonly TimeProvider time;
    private readonly ILogger<FraudModelRegistry> log;
    private readonly FraudModelFiles files;

    public FraudModelRegistry(IDocumentStore store, TimeProvider time, ILogger<FraudModelRegistry> log) =>
        (this.store, this.time, this.log, files) = (store, time, log, new FraudModelFiles(store));

    /// <summary>All models, newest first, and how the champion changed.</summary>
    public async Task<FraudModelList> ListAsync(CancellationToken ct)
    {
        var (pointer, drift) = ((await PointerAsync(ct)).Pointer, await ReadAsync(DriftKey, TrainingJson.Default.DriftReport, ct));
        var models = new List<FraudModelView>();
        string? continuation = null;
        do
        {
            var page = await store.ListAsync(new DocumentRange(PointerKey.Container, PointerKey.Partition, "card|", "card||"), 200, continuation, ct);
            foreach (var document in page.Documents)
                models.Add(Parse(document, TrainingJson.Default.ModelEntry).View(pointer, drift));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        models.Reverse();
        return new FraudModelList(models, pointer.History);
    }

    /// <exception cref="NotFoundException">There is no such model.</exception>
    public async Task<FraudModelView> GetAsync(string version, CancellationToken ct)
    {
        var entry = await ReadAsync(CardKey(version), TrainingJson.Default.ModelEntry, ct) ?? throw NoModel(version);
        return entry.View((await PointerAsync(ct)).Pointer, await ReadAsync(DriftKey, TrainingJson.Default.DriftReport, ct));
    }

    /// <summary>Makes a model of the past, or the one in shadow, the champion: the roll back. The champion already: nothing changes.</summary>
    /// <param name="by">Who wants it.</param>
    /// <exception cref="NotFoundException">There is no such model.</exception>
    /// <exception cref="ConflictException">It was trained with other features than this program has.</exception>
    public async Task<FraudModelView> ActivateAsync(string version, string by, CancellationToken ct)
    {
        var entry = await ReadAsync(CardKey(version), TrainingJson.Default.ModelEntry, ct) ?? throw NoModel(version);
        if (entry.FeatureVersion != OrderFeatures.Version)
            throw new ConflictException("other-features", $"Model {version} was trained with features {entry.FeatureVersion}, this program has {OrderFeatures.Version}: choose a newer model, or deploy the older program.");

        var pointer = await ChangeAsync(p => p.Promote(version, time.GetUtcNow(), by, "activated"), ct);
        log.LogWarning("Model {Version} was activated by {By}.", version, by);
        return entry.View(pointer, null);
    }

    /// <summary>Keeps a model and carries out its verdict. Repeating it changes nothing.</summary>
    internal async Task AcceptAsync(FraudModel model, PromotionVerdict verdict, CancellationToken ct)
    {
        await files.WriteAsync(model, ct);
        await store.SaveAsync(DocumentWrite.Upsert(CardKey(model.Version), JsonSerializer.SerializeToUtf8Bytes(ModelEntry.Of(model, verdict), TrainingJson.Default.ModelEntry)), ct);
        if (verdict.Outcome == PromotionOutcome.Promote)
            await ChangeAsync(p => p.History.Any(change => change.Version == model.Version) ? p : p.Promote(model.Version, time.GetUtcNow(), "training", verdict.Reasons[0]), ct);
        else if (verdict.Outcome == PromotionOutcome.Shadow)
            await ChangeAsync(p => p.StateOf(model.Version) == FraudModelState.Dropped ? p with { Shadow = model.Version } : p, ct);
    }

    /// <summary>Keeps the file of a model that is not judged yet.</summary>
    internal Task KeepAsync(FraudModel model, CancellationToken ct) => files.WriteAsync(model, ct);

    internal Task<FraudModel?> LoadAsync(string version, CancellationToken ct) => files.ReadAsync(version, ct);

    async ValueTask<FraudModel?> IFraudModels.FindAsync(string version, CancellationToken ct) => await LoadAsync(version, ct);

    internal Task ReportAsync(DriftReport drift, CancellationToken ct) =>
        store.SaveAsync(DocumentWrite.Upsert(DriftKey, JsonSerializer.SerializeToUtf8Bytes(drift, TrainingJson.Default.DriftReport)), ct);

    /// <summary>The pointer as stored, with its tag; empty when nothing was ever promoted.</summary>
    internal async Task<(ModelPointer Pointer, string? ETag)> PointerAsync(CancellationToken ct) =>
        await store.FindAsync(PointerKey, ct) is { } document ? (Parse(document, TrainingJson.Default.ModelPointer), document.ETag) : (ModelPointer.Empty, null);

    private async Task<ModelPointer> ChangeAsync(Func<ModelPointer, ModelPointer> change, CancellationToken ct)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var (pointer, etag) = await PointerAsync(ct);
            var next = change(pointer);
            if (ReferenceEquals(next, pointer))
                return pointer;
            var json = JsonSerializer.SerializeToUtf8Bytes(next, TrainingJson.Default.ModelPointer);
            if ((await store.SaveAsync(etag is null ? DocumentWrite.Create(PointerKey, json) : DocumentWrite.Replace(PointerKey, json, etag), ct)).Saved)
                return next;
        }

        throw new UnavailableException("store", "The champion kept changing.");
    }

    private async Task<T?> ReadAsync<T>(DocumentKey key, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class =>
        DocumentKey.IsValid(key.Id) && await store.FindAsync(key, ct) is { } document ? Parse(document, type) : null;

    private static T Parse<T>(Document document, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(document.Json.Span, type) ?? throw new InvalidDataException($"The stored {document.Key.Id} is empty.");

    private static DocumentKey CardKey(string version) => PointerKey with { Id = $"card|{version}" };

    private static NotFoundException NoModel(string version) => new("unknown-model", $"There is no model {version}; GET api/fraud/models lists them.");
}
