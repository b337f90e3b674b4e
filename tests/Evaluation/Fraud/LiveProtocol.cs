using System.Globalization;
using MerchantOps.Events;
using MerchantOps.Fraud;
using MerchantOps.Fraud.Rules;
using MerchantOps.Fraud.Signals;
using MerchantOps.Fraud.Training;
using MerchantOps.Orders;

namespace MerchantOps.Evaluation.Fraud;

/// <summary>
/// The engine as it lives: from a cold start with rules alone, every order decided by the shipped assessor with what is known, labels after
/// the delay, and at every midnight of the simulated calendar a challenger that must prove itself at the gate before it decides.
/// </summary>
internal sealed class LiveProtocol : IActiveFraudModel, IRuleBook
{
    // Nothing is let go at random: the labels of all orders come, or with --censor none of declined ones, and the figures are of one policy.
    private static readonly DecisionPolicy Policy = DecisionPolicy.Default with { ControlShare = 0 };

    private readonly FraudOptions options;
    private readonly TextWriter output;
    private readonly ActiveRules rules;
    private readonly OrderAssessor assessor;
    private readonly NightlyTraining training;
    private DateTimeOffset? midnight;

    private LiveProtocol(FraudOptions options, TextWriter output)
    {
        (this.options, this.output) = (options, output);
        var set = RuleSet.Parse(DefaultRules.Source);
        rules = new ActiveRules(set, new RuleLimits(set, TimeProvider.System));
        assessor = new OrderAssessor(this, this, TimeProvider.System);
        training = new NightlyTraining(options.LabelDelay);
    }

    public FraudModel? Current => training.Champion;

    public FraudModel? Shadow => null;

    ActiveRules IRuleBook.Current => rules;

    /// <returns>Every order, scored and decided as it fell.</returns>
    public static (List<ReplayedRow> Rows, int Doubled) Run(FraudInput input, FraudOptions options, TextWriter output, CancellationToken ct) =>
        new LiveProtocol(options, output).Run(input, ct);

    public Task RefreshAsync(CancellationToken ct) => Task.CompletedTask;

    ValueTask<RuleSet?> IRuleBook.FindAsync(int version, CancellationToken ct) => ValueTask.FromResult<RuleSet?>(rules.Rules);

    private (List<ReplayedRow> Rows, int Doubled) Run(FraudInput input, CancellationToken ct)
    {
        var replay = new SignalReplay(input, options)
        {
            Decide = (row, e, order, entities, known) => Decide(row, e, order, entities, known, ct),
            Labels = row => !options.Censor || row.Outcome != Outcome.Decline,
        };
        var rows = replay.Run(ct);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"nights: {training.Nights}, promotions: {training.Promotions}"));
        return (rows, replay.Doubled);
    }

    private bool Decide(ReplayedRow row, CloudEvent e, Order order, OrderEntities entities, EntitySignals?[] known, CancellationToken ct)
    {
        midnight ??= order.PlacedAt.UtcDateTime.Date.AddDays(1);
        for (; order.PlacedAt >= midnight; midnight = midnight.Value.AddDays(1))
            if (training.Train(midnight.Value, ct) is { } news)
                output.WriteLine(news);

        var decision = assessor.Assess(new OrderToAssess(e.Merchant, e.Shop, order, entities, known, Policy));
        (row.Score, row.Outcome) = (decision.Score, decision.Outcome);
        training.Add(row, decision);
        return decision.Outcome == Outcome.Approve;
    }
}
