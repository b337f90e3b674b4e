namespace MerchantOps.Learning.Trees;

/// <summary>Draws the features a tree, and each of its splits, may use. Depends on the seeds alone. Not thread-safe.</summary>
internal sealed class ColumnSampler(int features, BoostedTreesOptions options)
{
    private bool[] ofTree = [];
    private Random random = new(0);

    public void Begin(uint seed)
    {
        random = new Random((int)seed);
        ofTree = Draw(Enumerable.Repeat(true, features).ToArray(), options.ColumnSample);
    }

    /// <summary>By feature, whether the next split may use it.</summary>
    public bool[] Next() => Draw(ofTree, options.SplitColumnSample);

    /// <summary>A part of the features that are allowed, at least one.</summary>
    private bool[] Draw(bool[] allowed, double part)
    {
        if (part >= 1)
            return allowed;

        var candidates = new List<int>(allowed.Length);
        for (var j = 0; j < allowed.Length; j++)
            if (allowed[j])
                candidates.Add(j);
        var drawn = new bool[allowed.Length];
        for (var wanted = Math.Max(1, (int)Math.Round(part * candidates.Count)); wanted > 0; wanted--)
        {
            var at = random.Next(candidates.Count);
            drawn[candidates[at]] = true;
            candidates.RemoveAt(at);
        }

        return drawn;
    }
}
