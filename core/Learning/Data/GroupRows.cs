namespace MerchantOps.Learning.Data;

/// <summary>Splits that keep groups whole.</summary>
internal static class GroupRows
{
    /// <summary>The rows of each group, groups in an order that only the seed decides.</summary>
    /// <exception cref="ArgumentException">There are fewer than two groups.</exception>
    public static List<List<int>> Shuffled(Dataset data, int seed)
    {
        var rows = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < data.Groups.Length; i++)
        {
            if (!rows.TryGetValue(data.Groups[i], out var group))
                rows.Add(data.Groups[i], group = []);
            group.Add(i);
        }

        if (rows.Count < 2)
            throw new ArgumentException($"The data has {rows.Count} groups; a split needs two.", nameof(data));
        var groups = rows.Values.ToArray();
        new Random(seed).Shuffle(groups);
        return [.. groups];
    }

    public static Split Split(Dataset data, IEnumerable<List<int>> test)
    {
        var isTest = new bool[data.Rows];
        foreach (var row in test.SelectMany(static group => group))
            isTest[row] = true;
        var rows = Enumerable.Range(0, data.Rows).ToLookup(i => isTest[i]);
        return new Split([.. rows[false]], [.. rows[true]]);
    }
}
