namespace MerchantOps.Learning.Data;

/// <summary>Splits along time.</summary>
internal static class TimeOrder
{
    /// <exception cref="ArgumentException">The data has no times or no rows.</exception>
    public static long[] Sorted(Dataset data)
    {
        if (data.Times.IsEmpty)
            throw new ArgumentException("The data has no times, or no rows.", nameof(data));
        var times = data.Times.ToArray();
        Array.Sort(times);
        return times;
    }

    /// <summary>Tries on the rows from <paramref name="cut"/> up to but not at <paramref name="end"/>, and learns from those more than <paramref name="gap"/> before.</summary>
    /// <exception cref="ArgumentException">The data has no times, the gap is negative, or a side is left without rows.</exception>
    public static Split Between(Dataset data, long cut, long? end, long gap)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gap);
        var times = data.Times;
        var (train, test) = (new List<int>(), new List<int>());
        for (var i = 0; i < times.Length; i++)
            if (times[i] >= cut && (end is null || times[i] < end))
                test.Add(i);
            else if (times[i] < cut && (gap == 0 || times[i] <= cut - gap))
                train.Add(i);

        int[] unknown = data.Groups.IsEmpty ? [.. test] : WithoutGroupsOf(train, test, data.Groups);
        return train.Count > 0 && unknown.Length > 0
            ? new Split([.. train], unknown)
            : throw new ArgumentException($"{train.Count} rows before {cut} and {unknown.Length} from then on: neither side may be empty.", nameof(data));
    }

    private static int[] WithoutGroupsOf(List<int> train, List<int> test, ReadOnlySpan<int> groups)
    {
        var (known, kept) = (new HashSet<int>(), new List<int>());
        foreach (var row in train)
            known.Add(groups[row]);
        foreach (var row in test)
            if (!known.Contains(groups[row]))
                kept.Add(row);
        return [.. kept];
    }
}
