using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using MerchantOps.Errors;
using MerchantOps.Storage;

namespace MerchantOps.Fraud;

/// <summary>The policies of merchants, one document each with all its versions, read at most every ten seconds. Thread-safe.</summary>
public sealed class DecisionPolicies(IDocumentStore store, TimeProvider time) : IDecisionPolicies
{
    private const int MaxTries = 5, MaxVersions = 1_000, MaxHeld = 10_000;

    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Held> held = new(StringComparer.Ordinal);

    public ValueTask<DecisionPolicy> FindAsync(string merchant, CancellationToken ct) =>
        held.TryGetValue(merchant, out var known) && time.GetElapsedTime(known.ReadAt) < Freshness
            ? ValueTask.FromResult(known.Policies.Current)
            : ReadCurrentAsync(merchant, ct);

    public async ValueTask<DecisionPolicy?> FindAsync(string merchant, int version, CancellationToken ct)
    {
        if (version == 0)
            return DecisionPolicy.Default;
        var policies = held.TryGetValue(merchant, out var known) && known.Policies.Current.Version >= version
            ? known.Policies
            : (await ReadAsync(merchant, ct)).Policies;
        return policies.Versions.Find(p => p.Version == version);
    }

    /// <summary>Changes what is given as a new version, here at once and elsewhere within ten seconds; the same change again makes none.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    /// <exception cref="ConflictException">Others keep changing it, or it was changed too often.</exception>
    public async Task<DecisionPolicy> ChangeAsync(string merchant, DecisionPolicyChange change, string by, CancellationToken ct)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var (policies, etag) = await ReadAsync(merchant, ct);
            var changed = change.Apply(policies.Current);
            changed.Validate();
            if (changed == policies.Current)
                return changed;
            if (policies.Versions.Count >= MaxVersions)
                throw new ConflictException("policy-changed-too-often", $"A policy has at most {MaxVersions} versions.");

            changed = changed with { Version = policies.Current.Version + 1, ChangedAt = time.GetUtcNow(), ChangedBy = by };
            if (await SaveAsync(merchant, policies with { Versions = [.. policies.Versions, changed] }, etag, ct))
                return changed;
        }

        throw new ConflictException("policy-busy", "Others are changing this policy at the same time; try again.");
    }

    private async Task<bool> SaveAsync(string merchant, StoredPolicies policies, string? etag, CancellationToken ct)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(policies, PolicyJson.Default.StoredPolicies);
        var result = await store.SaveAsync(etag is null ? DocumentWrite.Create(KeyOf(merchant), json) : DocumentWrite.Replace(KeyOf(merchant), json, etag), ct);
        held.TryRemove(merchant, out _);
        return result.Saved;
    }

    private async ValueTask<DecisionPolicy> ReadCurrentAsync(string merchant, CancellationToken ct) => (await ReadAsync(merchant, ct)).Policies.Current;

    private async Task<(StoredPolicies Policies, string? ETag)> ReadAsync(string merchant, CancellationToken ct)
    {
        var readAt = time.GetTimestamp();
        var document = await store.FindAsync(KeyOf(merchant), ct);
        var policies = document is null ? new StoredPolicies(1, []) : JsonSerializer.Deserialize(document.Json.Span, PolicyJson.Default.StoredPolicies)!;
        if (held.Count >= MaxHeld)
            held.Clear();
        held[merchant] = new Held(policies, readAt);
        return (policies, document?.ETag);
    }

    private static DocumentKey KeyOf(string merchant) => new("policies", merchant, "decision");

    private sealed record Held(StoredPolicies Policies, long ReadAt);
}

/// <summary>The stored form: every version, oldest first.</summary>
public sealed record StoredPolicies(int V, List<DecisionPolicy> Versions)
{
    [JsonIgnore]
    public DecisionPolicy Current => Versions.Count == 0 ? DecisionPolicy.Default : Versions[^1];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredPolicies))]
[JsonSerializable(typeof(DecisionPolicy))]
public sealed partial class PolicyJson : JsonSerializerContext;
