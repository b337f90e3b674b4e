using MerchantOps.Evaluation.Tables;

namespace MerchantOps.Evaluation.Learning.Sets;

/// <summary>The simulated card transactions of the Fraud Detection Handbook (Le Borgne et al.), in the order of time, one array per column.</summary>
/// <param name="Times">Seconds since 1970.</param>
/// <param name="Frauds">0 or 1.</param>
public sealed record HandbookTransactions(long[] Times, int[] Customers, int[] Terminals, float[] Amounts, float[] Frauds)
{
    public int Count => Times.Length;

    /// <summary>Reads files that follow one another in time.</summary>
    public static HandbookTransactions Read(params string[] paths)
    {
        var (times, customers, terminals) = (new GrowingColumn<long>(), new GrowingColumn<int>(), new GrowingColumn<int>());
        var (amounts, frauds) = (new GrowingColumn<float>(), new GrowingColumn<float>());
        var latest = long.MinValue;
        foreach (var path in paths)
        {
            using var rows = new CsvRows(path);
            var (time, customer, terminal, amount, fraud) =
                (rows.Find("TX_DATETIME"), rows.Find("CUSTOMER_ID"), rows.Find("TERMINAL_ID"), rows.Find("TX_AMOUNT"), rows.Find("TX_FRAUD"));
            while (rows.Read())
            {
                var seconds = SecondsOf(rows.Time(time));
                if (seconds < latest)
                    throw rows.Wrong(time, "no earlier than in the row before");
                latest = seconds;
                times.Add(seconds);
                customers.Add(rows.Whole(customer));
                terminals.Add(rows.Whole(terminal));
                amounts.Add(rows.Number(amount));
                frauds.Add(rows.Whole(fraud));
            }
        }

        return new HandbookTransactions(times.Drain(), customers.Drain(), terminals.Drain(), amounts.Drain(), frauds.Drain());
    }

    /// <summary>The first transaction of a day or later.</summary>
    public int IndexOf(DateTime day)
    {
        var place = Array.BinarySearch(Times, SecondsOf(day));
        place = place < 0 ? ~place : place;
        while (place > 0 && Times[place - 1] >= SecondsOf(day))
            place--;
        return place;
    }

    private static long SecondsOf(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
}
