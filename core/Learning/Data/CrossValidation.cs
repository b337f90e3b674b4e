namespace MerchantOps.Learning.Data;

/// <summary>Several splits of one data set, for choosing options; report what is chosen on rows that took no part. Costs a sort. Stateless.</summary>
public static class CrossValidation
{
    /// <summary>
    /// Forward chaining: time is cut into one part more than folds, each with about as many rows, and each fold is tried on a part and
    /// learns from all before it, so that no fold sees the future. Groups and rows of one time as in <see cref="Splits.ByTime"/>.
    /// </summary>
    /// <param name="folds">1 to 100.</param>
    /// <param name="gap">As in <see cref="Splits.ByTime"/>.</param>
    /// <returns>Oldest first.</returns>
    /// <exception cref="ArgumentException">The data has no times or too few for as many parts, or an argument is out of range.</exception>
    public static IReadOnlyList<Split> ForwardChaining(Dataset data, int folds, long gap = 0)
    {
        CheckFolds(folds, least: 1);
        var times = TimeOrder.Sorted(data);
        var cuts = Enumerable.Range(1, folds).Select(k => times[(int)((long)k * times.Length / (folds + 1))]).ToArray();
        return [.. cuts.Select((cut, k) => TimeOrder.Between(data, cut, k + 1 < cuts.Length ? cuts[k + 1] : null, gap))];
    }

    /// <summary>Each group is tried on in one fold and learned from in the others; folds have about as many rows each.</summary>
    /// <param name="folds">2 to 100, at most one per group.</param>
    /// <exception cref="ArgumentException">The data has fewer groups than folds, or an argument is out of range.</exception>
    public static IReadOnlyList<Split> ByGroup(Dataset data, int folds, int seed)
    {
        CheckFolds(folds, least: 2);
        var groups = GroupRows.Shuffled(data, seed);
        if (groups.Count < folds)
            throw new ArgumentException($"{groups.Count} groups cannot make {folds} folds.", nameof(folds));

        var (parts, sizes) = (Enumerable.Range(0, folds).Select(static _ => new List<List<int>>()).ToArray(), new int[folds]);
        foreach (var group in groups.OrderByDescending(static g => g.Count))
        {
            var smallest = Array.IndexOf(sizes, sizes.Min());
            parts[smallest].Add(group);
            sizes[smallest] += group.Count;
        }

        return [.. parts.Select(part => GroupRows.Split(data, part))];
    }

    private static void CheckFolds(int folds, int least)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, 100);
    }
}
