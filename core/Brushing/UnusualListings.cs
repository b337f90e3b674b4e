using MerchantOps.Learning.Data;
using MerchantOps.Learning.Unsupervised;

namespace MerchantOps.Brushing;

/// <summary>
/// How much a listing stands out among the others of the window by what its orders tell, by an isolation forest. Being unusual is no
/// proof, so it only moves where the search starts from.
/// </summary>
internal static class UnusualListings
{
    private const int MinListings = 20, MinOrders = 5;

    /// <summary>Log-odds to add per listing, −0.5 to 1; 0 where there are too few listings to compare, or orders to tell.</summary>
    public static double[] Of(BrushingTable table, Members listings, byte[][] answers, int seed, CancellationToken ct)
    {
        var priors = new double[listings.Count];
        int[] compared = [.. Enumerable.Range(0, listings.Count).Where(l => listings[l].Length >= MinOrders)];
        if (compared.Length < MinListings)
            return priors;

        var columns = new float[answers.Length + 1][];
        for (var f = 0; f < answers.Length; f++)
            columns[f] = [.. compared.Select(l => MeanOf(answers[f], listings[l]))];
        columns[^1] = [.. compared.Select(l => BuyersOf(table, listings[l]))];
        Feature[] features = [.. BrushingFact.All.Select(static f => Feature.Number(f.Name)), Feature.Number("buyers")];

        var data = new Dataset(features, columns, new float[compared.Length]);
        var scores = new IsolationForestLearner(new IsolationForestOptions { Seed = seed }).Learn(data, null, ct).Score(data, 1, ct);
        for (var k = 0; k < compared.Length; k++)
            priors[compared[k]] = Math.Clamp(8 * (scores[k] - 0.5), -0.5, 1);
        return priors;
    }

    /// <summary>The mean answer: later answers of a fact are the rarer ones. NaN when no order tells.</summary>
    private static float MeanOf(byte[] answers, ReadOnlySpan<int> orders)
    {
        var (sum, told) = (0, 0);
        foreach (var i in orders)
            if (answers[i] != BrushingFact.Unknown)
                (sum, told) = (sum + answers[i], told + 1);
        return told > 0 ? (float)sum / told : float.NaN;
    }

    private static float BuyersOf(BrushingTable table, ReadOnlySpan<int> orders)
    {
        var buyers = new HashSet<int>();
        foreach (var i in orders)
            buyers.Add(table.Buyers[i]);
        return (float)buyers.Count / orders.Length;
    }
}
