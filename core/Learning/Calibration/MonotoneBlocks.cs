namespace MerchantOps.Learning.Calibration;

/// <summary>Scores that get one value.</summary>
internal readonly record struct MonotoneBlock(double From, double To, double Weight, double Positive)
{
    public double Mean => Positive / Weight;
}

/// <summary>Pool adjacent violators (Ayer et al. 1955).</summary>
internal static class MonotoneBlocks
{
    /// <param name="rows">By score, rising.</param>
    /// <returns>By score; their means rise. One pass.</returns>
    public static List<MonotoneBlock> Pool(List<ScoredWeight> rows)
    {
        var blocks = new List<MonotoneBlock>();
        foreach (var row in rows)
        {
            var block = new MonotoneBlock(row.Score, row.Score, row.Weight, row.Positive);
            for (; blocks is [.., var before] && before.Mean >= block.Mean; blocks.RemoveAt(blocks.Count - 1))
                block = new MonotoneBlock(before.From, block.To, before.Weight + block.Weight, before.Positive + block.Positive);
            blocks.Add(block);
        }

        return blocks;
    }
}
