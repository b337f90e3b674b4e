using MerchantOps.Learning.Data;

namespace MerchantOps.Evaluation.Learning.Sets;

/// <summary>
/// The handbook's published week (trained on 25 to 31 July 2018, a week without labels, tested on 8 to 14 August; as a whole, and without
/// customers already known to be defrauded), and three months before August.
/// </summary>
public static class HandbookSets
{
    private const int WeekLength = 7;

    private static readonly DateTime Week = new(2018, 7, 25);
    private static readonly DateTime TestWeek = Week.AddDays(2 * WeekLength);

    /// <summary>Reads the transactions once for both sets; features before May only warm the windows up.</summary>
    public static IEnumerable<LabelledSet> Read(SetFolder folder)
    {
        var transactions = HandbookTransactions.Read(folder.Train, folder.Test);
        var (features, columns) = HandbookFeatures.Of(transactions);
        Dataset Between(DateTime from, DateTime to) => Slice(transactions, features, columns, transactions.IndexOf(from), transactions.IndexOf(to));

        var test = Between(TestWeek, TestWeek.AddDays(WeekLength));
        yield return new LabelledSet("handbook_week", Between(Week, Week.AddDays(WeekLength)), test,
            [new TestPart("all", [.. Enumerable.Range(0, test.Rows)]), new TestPart("published", NotYetDefrauded(transactions))]);
        yield return new LabelledSet("handbook_full", Between(new DateTime(2018, 5, 1), new DateTime(2018, 8, 1)),
            Between(new DateTime(2018, 8, 1), new DateTime(2018, 9, 1)));
    }

    /// <summary>Places within the test week whose customer is not known to be defrauded: on each day frauds a week and a day old are known.</summary>
    private static int[] NotYetDefrauded(HandbookTransactions transactions)
    {
        var start = transactions.IndexOf(TestWeek);
        var known = FraudsOf(transactions, Week, Week.AddDays(WeekLength));
        List<int> rows = [];
        for (var day = 0; day < WeekLength; day++)
        {
            known.UnionWith(FraudsOf(transactions, Week.AddDays(WeekLength + day - 1), Week.AddDays(WeekLength + day)));
            var (from, to) = (transactions.IndexOf(TestWeek.AddDays(day)), transactions.IndexOf(TestWeek.AddDays(day + 1)));
            for (var i = from; i < to; i++)
                if (!known.Contains(transactions.Customers[i]))
                    rows.Add(i - start);
        }

        return [.. rows];
    }

    private static HashSet<int> FraudsOf(HandbookTransactions transactions, DateTime from, DateTime to)
    {
        HashSet<int> customers = [];
        var end = transactions.IndexOf(to);
        for (var i = transactions.IndexOf(from); i < end; i++)
            if (transactions.Frauds[i] == 1)
                customers.Add(transactions.Customers[i]);
        return customers;
    }

    private static Dataset Slice(HandbookTransactions transactions, IReadOnlyList<Feature> features, float[][] columns, int from, int to) =>
        new(features, [.. columns.Select(c => c[from..to])], transactions.Frauds[from..to], times: transactions.Times[from..to]);
}
