using MerchantOps.Learning.Data;

namespace MerchantOps.Evaluation.Learning.Sets;

/// <summary>
/// The 15 features of the Fraud Detection Handbook, chapter 3 ("Baseline feature transformation"): the amount, weekend and night, the
/// customer's number of transactions and mean amount, and the terminal's number and share of frauds, each over 1, 7 and 30 days; the
/// terminal's windows end 7 days before, when labels are known.
/// </summary>
public static class HandbookFeatures
{
    private const long Day = 24 * 60 * 60;
    private const int LabelDelay = 7;
    private const int LastHourOfNight = 6;

    private static readonly int[] Windows = [1, 7, 30];

    /// <summary>Features of transactions in the order of time, one column each.</summary>
    public static (IReadOnlyList<Feature> Features, float[][] Columns) Of(HandbookTransactions transactions)
    {
        List<(string Name, float[] Values)> columns =
        [
            ("TX_AMOUNT", transactions.Amounts),
            ("TX_DURING_WEEKEND", Clock(transactions, static t => t.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)),
            ("TX_DURING_NIGHT", Clock(transactions, static t => t.Hour <= LastHourOfNight)),
            .. Spending(transactions),
            .. Risks(transactions),
        ];
        return ([.. columns.Select(c => Feature.Number(c.Name))], [.. columns.Select(c => c.Values)]);
    }

    private static float[] Clock(HandbookTransactions transactions, Func<DateTime, bool> holds) =>
        Array.ConvertAll(transactions.Times, t => holds(DateTime.UnixEpoch.AddSeconds(t)) ? 1f : 0f);

    private static IEnumerable<(string Name, float[] Values)> Spending(HandbookTransactions transactions)
    {
        var history = new EntityHistory(transactions.Customers, transactions.Times);
        foreach (var days in Windows)
        {
            var (counts, sums) = history.Sum(days * Day, transactions.Amounts);
            yield return ($"CUSTOMER_ID_NB_TX_{days}DAY_WINDOW", counts);
            yield return ($"CUSTOMER_ID_AVG_AMOUNT_{days}DAY_WINDOW", [.. sums.Select((sum, i) => (float)(sum / counts[i]))]);
        }
    }

    private static IEnumerable<(string Name, float[] Values)> Risks(HandbookTransactions transactions)
    {
        var history = new EntityHistory(transactions.Terminals, transactions.Times);
        var (unlabelled, unlabelledFrauds) = history.Sum(LabelDelay * Day, transactions.Frauds);
        foreach (var days in Windows)
        {
            var (counts, frauds) = history.Sum((LabelDelay + days) * Day, transactions.Frauds);
            var risks = new float[counts.Length];
            for (var i = 0; i < counts.Length; i++)
            {
                counts[i] -= unlabelled[i];
                risks[i] = counts[i] > 0 ? (float)((frauds[i] - unlabelledFrauds[i]) / counts[i]) : 0;
            }

            yield return ($"TERMINAL_ID_NB_TX_{days}DAY_WINDOW", counts);
            yield return ($"TERMINAL_ID_RISK_{days}DAY_WINDOW", risks);
        }
    }
}
