namespace MerchantOps.Fraud.Rules;

/// <summary>What a rule set would have done (docs/schemas/rules-backtest.json).</summary>
/// <param name="Complete">False when there were more orders than are read in one go; the oldest are missing then.</param>
/// <param name="Orders">Orders tried, test orders left out.</param>
/// <param name="Skipped">Orders decided on features of another version, which rules cannot read.</param>
/// <param name="Stopped">What the rules alone would have stopped.</param>
/// <param name="Decided">What was stopped in truth, by rules and model together.</param>
public sealed record RuleBacktestReport(
    int Version, DateTimeOffset From, DateTimeOffset Until, bool Complete, int Orders, int Skipped,
    BacktestFigures Stopped, BacktestFigures Decided, IReadOnlyList<RuleBacktestRow> Rules);

/// <param name="Fired">Orders its condition held on.</param>
/// <param name="Alone">Orders that would pass without it.</param>
/// <param name="Stopped">Orders it fired on that the rules stop, it being on.</param>
public sealed record RuleBacktestRow(string Code, RuleMode Mode, int Fired, int Alone, BacktestFigures Stopped);

/// <summary>Orders that are stopped, and what that is worth.</summary>
/// <param name="Unsettled">Neither complained about nor old enough to be called good.</param>
/// <param name="Saved">Dollars: what the frauds among them would have cost, as far as reviews recognise them.</param>
/// <param name="Lost">Dollars: margin of the good ones that are declined, and the cost of reviews.</param>
public sealed record BacktestFigures(int Orders = 0, int Frauds = 0, int Good = 0, int Unsettled = 0, double Saved = 0, double Lost = 0)
{
    /// <summary>With an order of that outcome added; approved ones change nothing.</summary>
    internal BacktestFigures With(in OrderEnd end, Outcome outcome)
    {
        if (outcome == Outcome.Approve)
            return this;

        var (policy, review) = (end.Policy, outcome == Outcome.Review);
        var fraudCost = (end.Amount * (1 - policy.Margin)) + policy.ChargebackFee;
        return new BacktestFigures(
            Orders + 1,
            Frauds + (end.Fraud == true ? 1 : 0),
            Good + (end.Fraud == false ? 1 : 0),
            Unsettled + (end.Fraud is null ? 1 : 0),
            Math.Round(Saved + (end.Fraud != true ? 0 : review ? fraudCost * policy.ReviewCatchRate : fraudCost), 2),
            Math.Round(Lost + (review ? policy.ReviewCost : end.Fraud == false ? end.Amount * policy.Margin : 0), 2));
    }
}
