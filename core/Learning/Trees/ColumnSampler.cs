namespace MerchantOps.Learning.Trees;

/// <summary>Draws the features a tree, and each of its splits, may use. Depends on the seeds alone. Not thread-safe.</summary>
internal sealed class ColumnSampler(int features, BoostedTreesOptions options)
{
    private int ofTree;
    private Random random = new(0);

    /// <summary>The features of the next tree, rising.</summary>
    public int[] Begin(uint seed)
    {
        random = new Random((int)seed);
        var drawn = Draw(features, options.ColumnSample);
        var chosen = new List<int>(features);
        for (var j = 0; j < features; j++)
            if (drawn[j])
                chosen.Add(j);
        ofTree = chosen.Count;
        return [.. chosen];
    }

    /// <summary>By position among the tree's features, whether the next split may use it.</summary>
    public bool[] Next() => Draw(ofTree, options.SplitColumnSample);

    /// <summary>Marks a part of so many, at least one.</summary>
    private bool[] Draw(int count, double part)
    {
        var drawn = new bool[count];
        if (part >= 1)
        {
            Array.Fill(drawn, true);
            return drawn;
        }

        var order = new int[count];
        for (var j = 0; j < count; j++)
            order[j] = j;
        random.Shuffle(order);
        foreach (var j in order.AsSpan(0, Math.Max(1, (int)Math.Round(part * count))))
            drawn[j] = true;
        return drawn;
    }
}
