namespace MerchantOps.Evaluation.Fraud;

/// <summary>
/// Card precision as in the Fraud Detection Handbook (Le Borgne et al., ch. 4.3): each day the hundred cards with the highest score are
/// looked at, without those found on an earlier day; the mean share of them that was compromised.
/// </summary>
internal static class CardPrecision
{
    private const int Looked = 100;

    public static double Of(IEnumerable<ReplayedRow> rows)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var days = new List<double>();
        foreach (var day in rows.GroupBy(static r => r.At.UtcDateTime.Date).OrderBy(static d => d.Key))
        {
            var cards = day.GroupBy(static r => r.Card)
                .Select(static card => (Card: card.Key, Score: card.Max(static r => r.Score), Fraud: card.Any(static r => r.Fraud)))
                .Where(card => !found.Contains(card.Card))
                .OrderByDescending(static card => card.Score).ThenBy(static card => card.Card, StringComparer.Ordinal)
                .Take(Looked).Where(static card => card.Fraud).ToList();
            found.UnionWith(cards.Select(static card => card.Card));
            days.Add((double)cards.Count / Looked);
        }

        return days.Count == 0 ? 0 : days.Average();
    }

    /// <summary>
    /// Drops orders of cards that were known to be compromised when the day began: frauds within the train dates, and after them those whose
    /// label had come (the handbook drops whole test days in the same way).
    /// </summary>
    public static IEnumerable<ReplayedRow> WithoutKnown(IReadOnlyList<ReplayedRow> all, FraudOptions options)
    {
        var frauds = all.Where(static r => r.Fraud).ToLookup(static r => r.Card, static r => r.At.UtcDateTime.Date);
        return all.Where(row => !frauds[row.Card].Any(day => (options.Train.From is not { } from || day >= from.UtcDateTime.Date) && day < row.At.UtcDateTime.Date - options.LabelDelay));
    }
}
