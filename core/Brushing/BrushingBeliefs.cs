namespace MerchantOps.Brushing;

/// <summary>
/// How likely each order is brushing, by what itself tells and by the company it keeps: the other orders of its listing, of its
/// circle of buyers and of its network. A mixture with a share of its own per listing and circle, solved by going round
/// (expectation and maximisation); each order is left out of what its company says of it.
/// </summary>
internal sealed class BrushingBeliefs(Members listings, Members circles, Members networks, double[] listingPriors)
{
    /// <summary>Log-odds that an order of which nothing is known is brushing: one in fifty.</summary>
    public static readonly double Prior = LogOdds(Usual);

    private const double Usual = 0.02;

    private const int Rounds = 10;

    /// <summary>The usual share counts as many orders among the company.</summary>
    private const double Inertia = 3;

    /// <param name="own">Log of how much more likely each order is among brushing ones.</param>
    public double[] Solve(double[] own)
    {
        var beliefs = new double[own.Length];
        Array.Fill(beliefs, Usual);
        for (var round = 0; round < Rounds; round++)
        {
            var odds = Array.ConvertAll(own, static o => Prior + o);
            Add(odds, beliefs, listings, -2, 3, listingPriors);
            Add(odds, beliefs, circles, -1, 3, null);
            Add(odds, beliefs, networks, -0.5, 1, null);
            for (var i = 0; i < own.Length; i++)
                beliefs[i] = (beliefs[i] + (1 / (1 + Math.Exp(-odds[i])))) / 2;
        }

        return beliefs;
    }

    private static void Add(double[] odds, double[] beliefs, Members groups, double least, double most, double[]? priors)
    {
        for (var g = 0; g < groups.Count; g++)
        {
            var members = groups[g];
            var sum = 0.0;
            foreach (var i in members)
                sum += beliefs[i];
            foreach (var i in members)
            {
                var share = (sum - beliefs[i] + (Inertia * Usual)) / (members.Length - 1 + Inertia);
                odds[i] += Math.Clamp(LogOdds(share) - Prior, least, most) + (priors?[g] ?? 0);
            }
        }
    }

    private static double LogOdds(double share) => Math.Log(share / (1 - share));
}
