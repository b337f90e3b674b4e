namespace MerchantOps.Fraud.Rules;

/// <summary>
/// Counts the orders that the rules of one set stop, and suspends a rule that stops more than its limit. Thread-safe. Several
/// instances merge their counts every ten seconds, so in all a rule stops at most its limit plus what the other instances let it stop
/// within ten seconds, which is at most the limit again for each.
/// </summary>
public sealed class RuleLimits
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Dictionary<string, RuleTally> tallies = new(StringComparer.Ordinal);
    private readonly Dictionary<TimeSpan, IntervalCounts> seen = [];
    private readonly RuleLimit[] intervals;
    private readonly HashSet<string> replayed = new(StringComparer.Ordinal);
    private bool changed;
    private volatile bool justSuspended;

    public RuleLimits(RuleSet rules, TimeProvider time)
    {
        this.time = time;
        intervals = [.. rules.Rules.Select(static rule => rule.Limit).OfType<RuleLimit>().DistinctBy(static limit => limit.Per)];
        foreach (var limit in intervals)
            seen[limit.Per] = new IntervalCounts();
        foreach (var rule in rules.Rules)
            if (rule.Limit is { } limit)
                tallies[rule.Code] = new RuleTally(limit, seen[limit.Per]);
    }

    private RuleLimits(IEnumerable<string> limited)
    {
        (time, intervals) = (TimeProvider.System, []);
        replayed.UnionWith(limited);
    }

    /// <summary>Counts nothing and limits just these rules: to make an old decision again.</summary>
    public static RuleLimits Of(IEnumerable<string> limited) => new(limited);

    /// <summary>A rule was suspended here, and nobody else knows yet.</summary>
    internal bool JustSuspended => justSuspended;

    /// <summary>Why a rule may not stop any order now; null when it may.</summary>
    public RuleSuspension? SuspensionOf(string code)
    {
        lock (gate)
            return tallies.GetValueOrDefault(code)?.Suspension;
    }

    /// <summary>Marks among <paramref name="fired"/> the rules that may not stop this order, and counts it for those that do.</summary>
    internal void Admit(DateTimeOffset placedAt, List<FiredRule> fired)
    {
        lock (gate)
        {
            foreach (var limit in intervals)
                seen[limit.Per].Add(limit.IntervalOf(placedAt));
            changed |= intervals.Length > 0;
            for (var i = 0; i < fired.Count; i++)
                if (replayed.Contains(fired[i].Code) || tallies.GetValueOrDefault(fired[i].Code)?.Suspension is not null)
                    fired[i] = fired[i] with { Limited = true };
            if (fired.Count > 0 && RuleVerdict.Of(fired).Stops)
                Count(placedAt, fired);
        }
    }

    /// <summary>
    /// Adds what was counted here to what is stored, and takes in what the others counted and which rules are suspended or resumed.
    /// Doing it again changes nothing.
    /// </summary>
    /// <param name="instance">Names this process among the others.</param>
    /// <returns>Whether there is something to store.</returns>
    internal bool Exchange(RuleLimitsDocument stored, string instance)
    {
        lock (gate)
        {
            foreach (var (code, tally) in tallies)
                tally.Exchange(EntryOf(stored.Rules, code), instance);
            foreach (var limit in intervals)
                seen[limit.Per].Exchange(EntryOf(stored.Seen, (long)limit.Per.TotalSeconds), instance);
            var news = changed;
            (changed, justSuspended) = (false, false);
            return news;
        }
    }

    /// <summary>What was exchanged could not be stored: it is still to be told.</summary>
    internal void Unsaved()
    {
        lock (gate)
            changed = true;
    }

    private void Count(DateTimeOffset placedAt, List<FiredRule> fired)
    {
        for (var i = 0; i < fired.Count; i++)
        {
            if (fired[i] is not { Counts: true } rule || (rule.Score <= 0 && rule.Outcome is null or Outcome.Approve)
                || !tallies.TryGetValue(rule.Code, out var tally) || tally.TryStop(placedAt, time.GetUtcNow()))
                continue;
            fired[i] = rule with { Limited = true };
            justSuspended = true;
        }
    }

    private static TValue EntryOf<TKey, TValue>(Dictionary<TKey, TValue> entries, TKey key)
        where TKey : notnull
        where TValue : new() => entries.TryGetValue(key, out var known) ? known : entries[key] = new TValue();
}
