using MerchantOps.Errors;
using MerchantOps.Ingestion;

namespace MerchantOps.Fraud.Rules;

/// <summary>
/// Tries a rule set on the orders of the last days, on what was known when they were decided: what it would have stopped, caught
/// and cost, beside what was decided. Reads only. Thread-safe.
/// </summary>
public sealed class RuleBacktest(OrderScan orders, IDecisionPolicies policies, TimeProvider time)
{
    public const int MaxDays = 90, MaxOrders = 200_000;

    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);

    /// <param name="days">1 to <see cref="MaxDays"/>, by the time orders were taken in. The newest come first, so what is left out at the bounds is old.</param>
    /// <exception cref="InvalidInputException">The days are out of range.</exception>
    public async Task<RuleBacktestReport> RunAsync(RuleSet rules, int days, CancellationToken ct)
    {
        if (days is < 1 or > MaxDays)
            throw new InvalidInputException("invalid-days", $"days must lie between 1 and {MaxDays}.");

        var (started, until) = (time.GetTimestamp(), time.GetUtcNow());
        var tally = new BacktestTally(rules, until);
        for (var day = 0; day < days; day++)
            await foreach (var record in orders.ScanAsync(until.AddDays(-day - 1), until.AddDays(-day), ct))
            {
                if (tally.Orders >= MaxOrders || time.GetElapsedTime(started) > MaxTime)
                    return tally.Report(until.AddDays(-days), complete: false);
                if (record.ReadOrder() is { Test: false } order)
                    tally.Add(record, order, await policies.FindAsync(record.Merchant, ct));
            }

        return tally.Report(until.AddDays(-days), complete: true);
    }
}
