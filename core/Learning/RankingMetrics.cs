namespace MerchantOps.Learning;

/// <summary>How well scores rank positives above negatives; a score that is not a number is refused with an <see cref="ArgumentException"/>. Stateless.</summary>
public static class RankingMetrics
{
    /// <summary>Area under the ROC curve, ties counted half (the Mann-Whitney statistic); 0.5 when a class is missing.</summary>
    public static double Auc(double[] scores, bool[] labels)
    {
        var (sorted, isPositive) = Ascending(scores, labels);
        double positives = 0, negatives = 0, wins = 0;
        for (var i = 0; i < scores.Length;)
        {
            double tiedPositives = 0, tiedNegatives = 0;
            for (var value = sorted[i]; i < sorted.Length && sorted[i] == value; i++)
                _ = isPositive[i] ? tiedPositives++ : tiedNegatives++;
            wins += tiedPositives * (negatives + (tiedNegatives / 2));
            positives += tiedPositives;
            negatives += tiedNegatives;
        }

        return positives == 0 || negatives == 0 ? 0.5 : wins / (positives * negatives);
    }

    /// <summary>Average precision: the area under the precision-recall curve as a step function; 0 without positives.</summary>
    public static double AveragePrecision(double[] scores, bool[] labels)
    {
        var (sorted, isPositive) = Ascending(scores, labels);
        double found = 0, taken = 0, area = 0;
        for (var i = scores.Length - 1; i >= 0;)
        {
            double tiedPositives = 0;
            for (var value = sorted[i]; i >= 0 && sorted[i] == value; i--, taken++)
                tiedPositives += isPositive[i] ? 1 : 0;
            found += tiedPositives;
            area += tiedPositives * found / taken;
        }

        return found == 0 ? 0 : area / found;
    }

    private static (double[] Scores, bool[] Labels) Ascending(double[] scores, bool[] labels)
    {
        if (scores.Length != labels.Length)
            throw new ArgumentException("Every score needs a label.", nameof(labels));

        var (sortedScores, sortedLabels) = ((double[])scores.Clone(), (bool[])labels.Clone());
        Array.Sort(sortedScores, sortedLabels);
        if (sortedScores is [double.NaN, ..])
            throw new ArgumentException("A score is not a number.", nameof(scores));
        return (sortedScores, sortedLabels);
    }
}
