using MerchantOps.Errors;
using Microsoft.Extensions.Logging;

namespace MerchantOps.Fraud.Rules;

/// <summary>Merges what this process counted with what the others did, and makes suspensions durable. Thread-safe.</summary>
internal sealed class SharedLimits(RuleStore store, TimeProvider time, ILogger log)
{
    private const int MaxTries = 10;

    private readonly string instance = Guid.NewGuid().ToString("N")[..12];

    /// <summary>Tells the others what was counted here, and learns what they did. When others keep writing, it is told the next time.</summary>
    public async Task ExchangeAsync(ActiveRules active, CancellationToken ct)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var (document, etag) = await store.FindLimitsAsync(active.Rules.Version, ct);
            document ??= new RuleLimitsDocument();
            var before = document.Rules.Where(static r => r.Value.Suspension is not null).Select(static r => r.Key).ToHashSet();
            if (!active.Limits.Exchange(document, instance) || await store.SaveLimitsAsync(active.Rules.Version, document, etag, ct))
            {
                Tell(active, document, before);
                return;
            }

            active.Limits.Unsaved();
        }
    }

    /// <exception cref="ConflictException">Others keep writing.</exception>
    public async Task ResumeAsync(ActiveRules active, string code, string by, CancellationToken ct)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var (document, etag) = await store.FindLimitsAsync(active.Rules.Version, ct);
            if (document?.Rules.GetValueOrDefault(code) is not { Suspension: not null } state)
                return;

            document.Rules[code] = new RuleLimitState { Epoch = state.Epoch + 1, ResumedBy = by, ResumedAt = time.GetUtcNow() };
            if (!await store.SaveLimitsAsync(active.Rules.Version, document, etag, ct))
                continue;
            log.LogInformation("Rule {Rule} counts again, by {By}.", code, by);
            return;
        }

        throw new ConflictException("rules-busy", "Others are changing the rules at the same time; try again.");
    }

    private void Tell(ActiveRules active, RuleLimitsDocument document, HashSet<string> before)
    {
        foreach (var (code, state) in document.Rules)
            if (state.Suspension is { } suspension && !before.Contains(code))
                log.LogWarning(
                    "Rule {Rule} of version {Version} is in shadow now: it stopped {Stopped} of {Decided} orders of an interval, more than it may.",
                    code, active.Rules.Version, suspension.Stopped, suspension.Decided);
    }
}
