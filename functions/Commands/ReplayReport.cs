using System.Globalization;
using MerchantOps.Ingestion;

namespace MerchantOps.Functions.Commands;

/// <summary>What came through of a replay.</summary>
/// <param name="Placed">Orders in the data set.</param>
/// <param name="Decisions">Made by the server; more than orders would be doubles.</param>
/// <param name="Sending">Until the last acknowledgement.</param>
/// <param name="Deciding">Until the last decision.</param>
internal sealed record ReplayReport(
    long Webhooks, long Placed, long Stored, long Lost, long Undecided, long Decisions, IngestionStats Stats, TimeSpan Sending, TimeSpan Deciding, Latencies Latencies)
{
    public long Doubled => Math.Max(0, Decisions - Placed);

    public bool Complete => Lost == 0 && Doubled == 0 && Undecided == 0 && Stats.Quarantined == 0 && Stats.Parked == 0;

    public void Print()
    {
        Line($"{Webhooks} webhooks acknowledged in {Sending.TotalSeconds:F1} s ({Webhooks / Sending.TotalSeconds:F0}/s), median {Latencies.Quantile(0.5):F1} ms, 99 % {Latencies.Quantile(0.99):F1} ms.");
        Line($"{Placed} orders placed, {Stored} stored, {Decisions} decided in {Deciding.TotalSeconds:F1} s ({Placed / Deciding.TotalSeconds:F0} orders/s): {Stats.Approved} approved, {Stats.Reviewed} to review, {Stats.Declined} declined.");
        Line($"{Stats.DocumentsWritten} documents written, {(double)Stats.DocumentsWritten / Math.Max(1, Placed):F2} per order; {Stats.Quarantined} in quarantine, {Stats.Parked} parked.");
        Line($"lost {Lost}, doubled {Doubled}, undecided {Undecided}");
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
