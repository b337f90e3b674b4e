using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MerchantOps.Storage;

namespace MerchantOps.Fraud.Rules;

/// <summary>Where rule sets and their limits are kept: one small partition of the container <c>rules</c>. Thread-safe.</summary>
internal sealed class RuleStore(IDocumentStore store)
{
    private static readonly DocumentKey PointerKey = new("rules", "fraud", "current");

    /// <summary>Which version is in force, with the tag to replace it; null before the first start.</summary>
    public async Task<(RulesPointer? Pointer, string? ETag)> FindPointerAsync(CancellationToken ct) =>
        await FindAsync(PointerKey, RuleDocuments.Default.RulesPointer, ct);

    public async Task<RuleSetDocument?> FindSetAsync(int version, CancellationToken ct) =>
        (await FindAsync(SetKey(version), RuleDocuments.Default.RuleSetDocument, ct)).Value;

    public async Task<(RuleLimitsDocument? Limits, string? ETag)> FindLimitsAsync(int version, CancellationToken ct) =>
        await FindAsync(LimitsKey(version), RuleDocuments.Default.RuleLimitsDocument, ct);

    /// <returns>False when the version is taken.</returns>
    public Task<bool> CreateSetAsync(RuleSetDocument set, CancellationToken ct) =>
        SaveAsync(SetKey(set.Version), set, null, RuleDocuments.Default.RuleSetDocument, ct);

    /// <returns>False when somebody else was faster.</returns>
    public Task<bool> SavePointerAsync(RulesPointer pointer, string? etag, CancellationToken ct) =>
        SaveAsync(PointerKey, pointer, etag, RuleDocuments.Default.RulesPointer, ct);

    /// <returns>False when somebody else was faster.</returns>
    public Task<bool> SaveLimitsAsync(int version, RuleLimitsDocument limits, string? etag, CancellationToken ct) =>
        SaveAsync(LimitsKey(version), limits, etag, RuleDocuments.Default.RuleLimitsDocument, ct);

    private async Task<(T? Value, string? ETag)> FindAsync<T>(DocumentKey key, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class =>
        await store.FindAsync(key, ct) is { } document ? (JsonSerializer.Deserialize(document.Json.Span, type), document.ETag) : (null, null);

    private async Task<bool> SaveAsync<T>(DocumentKey key, T value, string? etag, JsonTypeInfo<T> type, CancellationToken ct)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        return (await store.SaveAsync(etag is null ? DocumentWrite.Create(key, json) : DocumentWrite.Replace(key, json, etag), ct)).Saved;
    }

    private static DocumentKey SetKey(int version) => PointerKey with { Id = Numbered("set", version) };

    private static DocumentKey LimitsKey(int version) => PointerKey with { Id = Numbered("limits", version) };

    private static string Numbered(string kind, int version) => string.Create(CultureInfo.InvariantCulture, $"{kind}|{version:D10}");
}
