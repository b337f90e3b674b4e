using MerchantOps.Learning;

namespace MerchantOps.Fraud.Training;

/// <summary>Some of the rows, and what each row of the whole set counts for them: those left out are counted by those drawn of their kind.</summary>
/// <param name="Rows">Rising.</param>
/// <param name="Weights">By row of the whole set.</param>
internal sealed record RowDraw(int[] Rows, float[] Weights)
{
    public static RowDraw All(TrainingRows rows)
    {
        var weights = new float[rows.Count];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = rows[i].Weight;
        return new RowDraw([.. Enumerable.Range(0, rows.Count)], weights);
    }

    /// <summary>At most about so many of the named rows, evenly at random: all frauds if they are not more than half of <paramref name="most"/>, and good orders for the rest.</summary>
    public RowDraw Take(TrainingRows rows, ReadOnlySpan<int> among, int most, int seed)
    {
        if (among.Length <= most)
            return new RowDraw(among.ToArray(), Weights);

        var frauds = 0;
        foreach (var row in among)
            frauds += rows[row].Fraud ? 1 : 0;
        var kept = Math.Max(Math.Min(frauds, most / 2), most - (among.Length - frauds));
        return Draw(rows, among, (double)kept / frauds, (double)(most - kept) / (among.Length - frauds), seed);
    }

    private RowDraw Draw(TrainingRows rows, ReadOnlySpan<int> among, double shareOfFrauds, double shareOfGood, int seed)
    {
        var (drawn, weights, random) = (new List<int>(among.Length), (float[])Weights.Clone(), new SplitMix64((ulong)seed));
        foreach (var row in among)
        {
            var share = rows[row].Fraud ? shareOfFrauds : shareOfGood;
            if (random.NextDouble() >= share)
                continue;
            drawn.Add(row);
            weights[row] = (float)(weights[row] / share);
        }

        return new RowDraw([.. drawn], weights);
    }
}
