namespace MerchantOps.Learning.Data;

/// <summary>
/// One split of a data set. By time is what tells how a model will do tomorrow: rows split at random let it learn from the future, and
/// from other rows of the same customer. Costs a sort at most. Stateless.
/// </summary>
public static class Splits
{
    /// <summary>
    /// The newest rows for trying, from the moment that leaves this share of the rows on that side. Rows of one time stay together.
    /// Where the data has groups, rows of groups that are learned from are left out of the other side.
    /// </summary>
    /// <param name="testShare">Between 0 and 1.</param>
    /// <param name="gap">Rows less than this much older than that moment are left out, for their labels would not yet be known then; in the unit of the times, ≥ 0.</param>
    /// <exception cref="ArgumentException">The data has no times, an argument is out of range, or a side is left without rows.</exception>
    public static Split ByTime(Dataset data, double testShare, long gap = 0)
    {
        CheckShare(testShare);
        var times = TimeOrder.Sorted(data);
        return TimeOrder.Between(data, times[Math.Min(times.Length - 1, (int)(times.Length * (1 - testShare)))], null, gap);
    }

    /// <summary>Rows from <paramref name="cut"/> on for trying; otherwise like the other.</summary>
    /// <inheritdoc cref="ByTime(Dataset, double, long)"/>
    public static Split AtTime(Dataset data, long cut, long gap = 0) => TimeOrder.Between(data, cut, null, gap);

    /// <summary>Groups drawn at random for trying until they have this share of the rows. For rows whose order does not matter.</summary>
    /// <param name="testShare">Between 0 and 1; reached or passed by less than one group.</param>
    /// <exception cref="ArgumentException">The data has fewer than two groups, or an argument is out of range.</exception>
    public static Split ByGroup(Dataset data, double testShare, int seed)
    {
        CheckShare(testShare);
        var groups = GroupRows.Shuffled(data, seed);
        var (taken, wanted) = (0, testShare * data.Rows);
        var test = groups.TakeWhile((group, i) =>
        {
            var more = taken < wanted && i < groups.Count - 1;
            taken += group.Count;
            return more;
        });
        return GroupRows.Split(data, test);
    }

    private static void CheckShare(double share)
    {
        if (share is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share for trying lies between 0 and 1.");
    }
}
