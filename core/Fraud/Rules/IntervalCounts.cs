namespace MerchantOps.Fraud.Rules;

/// <summary>
/// Counts per interval, of this instance and of all others; only the latest few intervals are kept. Not thread-safe: it belongs to
/// <see cref="RuleLimits"/>.
/// </summary>
internal sealed class IntervalCounts
{
    /// <summary>Orders come late and in several time lines, but not in many at once.</summary>
    public const int Kept = 4;

    private readonly SortedList<long, (int Own, int Others)> counts = new(Kept + 1);

    public int TotalOf(long interval) => counts.TryGetValue(interval, out var count) ? count.Own + count.Others : 0;

    public void Add(long interval)
    {
        var (own, others) = counts.GetValueOrDefault(interval);
        Set(interval, (own + 1, others));
    }

    public void Clear() => counts.Clear();

    /// <summary>Puts own counts into what is shared, takes the others' from it, and drops from it what is too old to matter.</summary>
    public void Exchange(SortedDictionary<long, Dictionary<string, int>> shared, string instance)
    {
        foreach (var (interval, count) in counts)
            if (count.Own > 0)
            {
                if (!shared.TryGetValue(interval, out var instances))
                    shared[interval] = instances = new Dictionary<string, int>(StringComparer.Ordinal);
                instances[instance] = count.Own;
            }

        while (shared.Count > Kept)
            shared.Remove(shared.Keys.First());
        foreach (var (interval, instances) in shared)
            Set(interval, (counts.GetValueOrDefault(interval).Own, instances.Sum(i => i.Key == instance ? 0 : i.Value)));
    }

    private void Set(long interval, (int Own, int Others) count)
    {
        counts[interval] = count;
        if (counts.Count > Kept)
            counts.RemoveAt(0);
    }
}
