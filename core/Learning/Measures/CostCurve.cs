namespace MerchantOps.Learning.Measures;

/// <summary>What errors cost, in any unit of money, ≥ 0: a good order declined, a fraud let through.</summary>
public readonly record struct ErrorCosts(double FalsePositive, double FalseNegative);

/// <summary>The expected cost per row if everything scored at least <paramref name="Threshold"/> is selected.</summary>
public readonly record struct CostPoint(double Threshold, double Cost);

/// <summary>
/// What each threshold would have cost (Elkan 2001, "The Foundations of Cost-Sensitive Learning"). For choosing a threshold on rows the
/// model did not learn from; with calibrated probabilities the cheapest lies near FalsePositive / (FalsePositive + FalseNegative). When
/// an error costs what the order is worth, give the rows those weights instead. One pass. Stateless.
/// </summary>
public static class CostCurve
{
    /// <summary>Selecting nothing first (threshold infinite), then a point per different score, falling.</summary>
    /// <exception cref="ArgumentException">A cost is negative or not finite, or there are no rows.</exception>
    public static CostPoint[] Of(RankedScores ranked, ErrorCosts costs)
    {
        var rows = ranked.PositiveWeight + ranked.NegativeWeight;
        if (!(costs is { FalsePositive: >= 0, FalseNegative: >= 0 } && double.IsFinite(costs.FalsePositive + costs.FalseNegative) && rows > 0))
            throw new ArgumentException($"Costs must be finite and not negative ({costs}), and rows must weigh something ({rows}).", nameof(costs));

        var points = new CostPoint[ranked.Scores.Length + 1];
        var cost = costs.FalseNegative * ranked.PositiveWeight;
        points[0] = new CostPoint(double.PositiveInfinity, cost / rows);
        for (var i = 0; i < ranked.Scores.Length; i++)
        {
            cost += (costs.FalsePositive * ranked.Negatives[i]) - (costs.FalseNegative * ranked.Positives[i]);
            points[i + 1] = new CostPoint(ranked.Scores[i], cost / rows);
        }

        return points;
    }

    /// <summary>The cheapest point; of several the one that selects least.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Of"/>.</exception>
    public static CostPoint Cheapest(RankedScores ranked, ErrorCosts costs) => Of(ranked, costs).MinBy(static point => point.Cost);
}
