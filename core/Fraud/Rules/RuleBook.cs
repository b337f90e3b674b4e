using System.Collections.Concurrent;
using MerchantOps.Errors;
using MerchantOps.Storage;
using Microsoft.Extensions.Logging;

namespace MerchantOps.Fraud.Rules;

/// <summary>The rule book in the document store. Thread-safe.</summary>
/// <param name="shipped">In force until an operator puts another set in force; a newer program's replaces an older program's.</param>
public sealed class RuleBook(IDocumentStore store, RuleSet shipped, TimeProvider time, ILogger<RuleBook> log) : IRuleBook
{
    private const int MaxTries = 10;

    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    private readonly RuleStore rules = new(store);
    private readonly SharedLimits limits = new(new RuleStore(store), time, log);
    private readonly ConcurrentDictionary<int, RuleSet> known = new();
    private volatile ActiveRules current = new(shipped, new RuleLimits(shipped, time));
    private volatile bool stored;
    private long lookedAt = long.MinValue;

    public ActiveRules Current => current;

    public async Task RefreshAsync(CancellationToken ct)
    {
        var (now, last) = (time.GetTimestamp(), Interlocked.Read(ref lookedAt));
        if (last != long.MinValue && time.GetElapsedTime(last, now) < Freshness && !current.Limits.JustSuspended)
            return;
        if (Interlocked.CompareExchange(ref lookedAt, now, last) == last)
            await FollowAsync(ct);
    }

    public async ValueTask<RuleSet?> FindAsync(int version, CancellationToken ct)
    {
        if (known.TryGetValue(version, out var set))
            return set;
        if (await rules.FindSetAsync(version, ct) is { } document)
            return known.GetOrAdd(version, RuleSet.Parse(document.Source));
        return version == shipped.Version ? shipped : null;
    }

    /// <summary>The rules in force, with what was written about them and which are suspended.</summary>
    public async Task<RuleSetView> ShowAsync(CancellationToken ct)
    {
        await FollowAsync(ct);
        var (active, document) = (current, await rules.FindSetAsync(current.Rules.Version, ct));
        return RuleSetView.Of(active, document?.By, document?.At);
    }

    /// <summary>Puts a rule set in force, here at once and elsewhere within ten seconds. The same set again changes nothing.</summary>
    /// <param name="by">The operator's name.</param>
    /// <exception cref="InvalidRuleSetException">It has faults.</exception>
    /// <exception cref="ConflictException">Its version is not above the one in force.</exception>
    public async Task<RuleSetView> PutAsync(string yaml, string by, CancellationToken ct)
    {
        var set = RuleSet.Parse(yaml);
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var (pointer, etag) = await rules.FindPointerAsync(ct);
            var document = await rules.FindSetAsync(set.Version, ct);
            if (document is not null && document.Source != yaml)
                throw new ConflictException("rules-version-taken", $"There is another rule set of version {set.Version}; give yours a higher version.");
            if (pointer is not null && pointer.Version > set.Version)
                throw new ConflictException("rules-version-passed", $"The rules in force have version {pointer.Version}; give yours a higher version.");
            if (document is null && !await rules.CreateSetAsync(new RuleSetDocument(set.Version, yaml, by, time.GetUtcNow()), ct))
                continue;
            if (pointer?.Version == set.Version || await rules.SavePointerAsync(new RulesPointer(set.Version, Shipped: false), etag, ct))
                return await ShowAsync(ct);
        }

        throw new ConflictException("rules-busy", "Others are changing the rules at the same time; try again.");
    }

    /// <summary>Lets a suspended rule count again, here at once and elsewhere within ten seconds; one that is not suspended stays as it is.</summary>
    /// <exception cref="NotFoundException">No rule in force has this code.</exception>
    public async Task<RuleSetView> ResumeAsync(string code, string by, CancellationToken ct)
    {
        await FollowAsync(ct);
        if (current.Rules.Find(code) is null)
            throw new NotFoundException("rule-not-found", "No rule in force has this code; GET api/fraud/rules lists them.");
        await limits.ResumeAsync(current, code, by, ct);
        return await ShowAsync(ct);
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        var (pointer, etag) = await rules.FindPointerAsync(ct);
        if (pointer is null || (pointer.Shipped && pointer.Version < shipped.Version))
            pointer = await ShipAsync(etag, ct);
        if (pointer.Version != current.Rules.Version || !stored)
            await AdoptAsync(pointer.Version, ct);
        await limits.ExchangeAsync(current, ct);
    }

    private async Task<RulesPointer> ShipAsync(string? etag, CancellationToken ct)
    {
        await rules.CreateSetAsync(new RuleSetDocument(shipped.Version, shipped.Source, "the program", time.GetUtcNow()), ct);
        await rules.SavePointerAsync(new RulesPointer(shipped.Version, Shipped: true), etag, ct);
        return (await rules.FindPointerAsync(ct)).Pointer!;
    }

    // A newer program may have put in force what this one cannot read; until it is replaced, it goes on with what it has.
    private async Task AdoptAsync(int version, CancellationToken ct)
    {
        try
        {
            if (await FindAsync(version, ct) is not { } set)
                return;
            if (set.Source != current.Rules.Source)
                current = new ActiveRules(set, new RuleLimits(set, time));
            stored = true;
        }
        catch (InvalidRuleSetException e)
        {
            log.LogError(e, "The rules in force, version {Version}, cannot be read; version {Current} goes on.", version, current.Rules.Version);
        }
    }
}
