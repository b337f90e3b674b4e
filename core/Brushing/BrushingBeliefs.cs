namespace MerchantOps.Brushing;

/// <summary>
/// How likely each order is brushing, by what itself tells and by the company it keeps: a mixture with a share of its own per listing
/// and circle of buyers, solved by going round (expectation and maximisation).
/// </summary>
/// <param name="listingPriors">Log-odds to add by listing.</param>
internal sealed class BrushingBeliefs(BrushingTable table, IReadOnlyList<Company> companies, double[] listingPriors)
{
    /// <summary>The share of orders, of which nothing is known, that are brushing.</summary>
    public const double Usual = 0.02;

    private const int Rounds = 10;

    public static readonly double Prior = LogOdds(Usual);

    /// <summary>Probability of each order.</summary>
    /// <param name="own">Log of how much more likely each order is among brushing ones.</param>
    public double[] Solve(double[] own)
    {
        var beliefs = new double[own.Length];
        Array.Fill(beliefs, Usual);
        var odds = new double[own.Length];
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < odds.Length; i++)
                odds[i] = Prior + own[i] + (table.Listings[i] is >= 0 and var listing ? listingPriors[listing] : 0);
            foreach (var company in companies)
                company.Add(odds, beliefs);
            // Half way only, or neighbours would swing to and fro.
            for (var i = 0; i < odds.Length; i++)
                beliefs[i] = (beliefs[i] + (1 / (1 + Math.Exp(-odds[i])))) / 2;
        }

        return beliefs;
    }

    public static double LogOdds(double share) => Math.Log(share / (1 - share));
}
