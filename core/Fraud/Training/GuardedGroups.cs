using System.Globalization;
using MerchantOps.Learning.Measures;

namespace MerchantOps.Fraud.Training;

/// <summary>Which orders a better model must not treat worse, and whether it does. Stateless.</summary>
public static class GuardedGroups
{
    private const int LargestCountries = 5;

    /// <summary>Guests, new and known customers, and the countries with most orders, as far as the features tell.</summary>
    /// <param name="rows">The later orders.</param>
    public static IReadOnlyList<GuardedGroup> Of(TrainingRows rows)
    {
        var groups = new List<GuardedGroup>();
        if (ColumnOf(rows, "guest") is { } guest)
            groups.Add(new("guests", Array.ConvertAll(guest, static v => v == 1)));
        if (ColumnOf(rows, "person_orders") is { } orders)
        {
            groups.Add(new("new customers", Array.ConvertAll(orders, static v => !(v > 0))));
            groups.Add(new("known customers", Array.ConvertAll(orders, static v => v > 0)));
        }

        if (ColumnOf(rows, "country") is { } countries)
            foreach (var country in countries.Where(static c => !float.IsNaN(c)).CountBy(static c => c).OrderByDescending(static c => c.Value).Take(LargestCountries))
                groups.Add(new(Text($"country {country.Key}"), Array.ConvertAll(countries, c => c == country.Key)));
        return groups;
    }

    /// <summary>In words, the groups that fare worse by more than allowed where either model stops as many good orders as the champion is to.</summary>
    internal static List<string> Worse(double[] champion, PromotionEvidence evidence, PromotionOptions options)
    {
        var (before, after) = (StoppedBy(champion, evidence, options), StoppedBy(evidence.Challenger, evidence, options));
        var worse = new List<string>();
        foreach (var group in evidence.Groups)
        {
            var (old, now) = (ConfusionOf(before, group, evidence), ConfusionOf(after, group, evidence));
            var (frauds, good) = CountsOf(group, evidence);
            if (frauds >= options.MinGroupFrauds && old.Recall - now.Recall > options.MaxGroupLoss)
                worse.Add(Text($"recall of {group.Name} falls from {old.Recall:P1} to {now.Recall:P1}"));
            if (good >= 10 * options.MinGroupFrauds && now.FalsePositiveRate - old.FalsePositiveRate > options.MaxGroupLoss)
                worse.Add(Text($"false positives of {group.Name} rise from {old.FalsePositiveRate:P1} to {now.FalsePositiveRate:P1}"));
        }

        return worse;
    }

    private static bool[] StoppedBy(double[] scores, PromotionEvidence evidence, PromotionOptions options)
    {
        var threshold = new RankedScores(scores, evidence.Labels, evidence.Weights).ThresholdAtFalsePositiveRate(options.FalsePositiveRate);
        return Array.ConvertAll(scores, score => score >= threshold);
    }

    private static Confusion ConfusionOf(bool[] stopped, GuardedGroup group, PromotionEvidence evidence)
    {
        var found = default(Confusion);
        for (var i = 0; i < stopped.Length; i++)
        {
            if (!group.Members[i])
                continue;
            var weight = evidence.Weights is [] ? 1 : evidence.Weights[i];
            found = (stopped[i], evidence.Labels[i] > 0) switch
            {
                (true, true) => found with { TruePositives = found.TruePositives + weight },
                (true, false) => found with { FalsePositives = found.FalsePositives + weight },
                (false, true) => found with { FalseNegatives = found.FalseNegatives + weight },
                (false, false) => found with { TrueNegatives = found.TrueNegatives + weight },
            };
        }

        return found;
    }

    private static (int Frauds, int Good) CountsOf(GuardedGroup group, PromotionEvidence evidence)
    {
        var (frauds, good) = (0, 0);
        for (var i = 0; i < group.Members.Length; i++)
            if (group.Members[i])
                _ = evidence.Labels[i] > 0 ? frauds++ : good++;
        return (frauds, good);
    }

    private static float[]? ColumnOf(TrainingRows rows, string name)
    {
        for (var j = 0; j < rows.Features.Count; j++)
            if (rows.Features[j].Name == name)
                return [.. Enumerable.Range(0, rows.Count).Select(i => rows[i].Features[j])];
        return null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
