using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;

namespace MerchantOps.Fraud.Rules;

/// <summary>Adds up a backtest. Not thread-safe: it belongs to one run.</summary>
internal sealed class BacktestTally(RuleSet rules, DateTimeOffset now)
{
    /// <summary>An order without complaint counts as good from this age on.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromDays(7);

    private readonly Dictionary<string, (int Fired, int Alone, BacktestFigures Stopped)> byRule =
        rules.Rules.ToDictionary(static rule => rule.Code, static _ => (0, 0, new BacktestFigures()), StringComparer.Ordinal);

    private readonly List<FiredRule> fired = [];
    private BacktestFigures stopped = new(), decided = new();
    private int skipped;

    public int Orders { get; private set; }

    public void Add(OrderRecord record, Order order, DecisionPolicy policy)
    {
        var decision = record.Decision!;
        if (OrderFeatures.Restore(decision.FeatureVersion, decision.Features) is not { } features)
        {
            skipped++;
            return;
        }

        Orders++;
        rules.Evaluate(new RuleInputs(order, record.Merchant, record.Shop, features.Values, decision.Probability), null, fired);
        var end = EndOf(record, order, policy);
        stopped = stopped.With(end, RuleVerdict.Of(fired).Alone);
        decided = decided.With(end, decision.Outcome);
        for (var i = 0; i < fired.Count; i++)
            AddRule(fired[i], end);
    }

    public RuleBacktestReport Report(DateTimeOffset from, bool complete) => new(
        rules.Version, from, now, complete, Orders, skipped, stopped, decided,
        [.. rules.Rules.Select(rule => new RuleBacktestRow(rule.Code, rule.Mode, byRule[rule.Code].Fired, byRule[rule.Code].Alone, byRule[rule.Code].Stopped))]);

    // A rule in shadow is shown as if it were on: that is what its backtest is for.
    private void AddRule(FiredRule rule, in OrderEnd end)
    {
        var with = RuleVerdict.Of(fired.ConvertAll(f => f == rule ? f with { Mode = RuleMode.On } : f));
        var without = RuleVerdict.Of(fired.FindAll(f => f != rule));
        var (count, alone, figures) = byRule[rule.Code];
        byRule[rule.Code] = (count + 1, alone + (with.Stops && !without.Stops ? 1 : 0), figures.With(end, with.Alone));
    }

    private OrderEnd EndOf(OrderRecord record, Order order, DecisionPolicy policy)
    {
        var amount = (double)order.Total.Amount / CurrencyScale.PerDollar(order.Total.Currency);
        bool? fraud = record.Label?.Fraud ?? (now - order.PlacedAt >= Settled ? false : null);
        return new OrderEnd(fraud, amount, policy);
    }
}

/// <summary>How an order ended.</summary>
/// <param name="Fraud">Null while nobody can know.</param>
/// <param name="Amount">Dollars.</param>
internal readonly record struct OrderEnd(bool? Fraud, double Amount, DecisionPolicy Policy);
