namespace MerchantOps.Fraud.Rules;

/// <summary>What the rules say in all, of those that count.</summary>
/// <param name="Score">The scores as independent evidence: 1 − Π(1 − score); 0 when none fired.</param>
/// <param name="Outcome">The strictest demanded outcome; null when no rule demands one. Approve lets an order pass whatever its score is.</param>
public readonly record struct RuleVerdict(double Score, Outcome? Outcome)
{
    /// <summary>From this score on the rules alone would review, and decline.</summary>
    public const double ReviewAt = 0.5, DeclineAt = 0.8;

    /// <summary>What the rules alone would decide.</summary>
    public Outcome Alone => Outcome switch
    {
        Fraud.Outcome.Approve => Fraud.Outcome.Approve,
        Fraud.Outcome.Decline => Fraud.Outcome.Decline,
        _ when Score >= DeclineAt => Fraud.Outcome.Decline,
        Fraud.Outcome.Review => Fraud.Outcome.Review,
        _ => Score >= ReviewAt ? Fraud.Outcome.Review : Fraud.Outcome.Approve,
    };

    /// <summary>Whether the rules alone would not let the order pass.</summary>
    public bool Stops => Alone != Fraud.Outcome.Approve;

    public static RuleVerdict Of(IReadOnlyList<FiredRule> fired)
    {
        var innocent = 1.0;
        Outcome? strictest = null;
        for (var i = 0; i < fired.Count; i++)
        {
            if (!fired[i].Counts)
                continue;
            innocent *= 1 - fired[i].Score;
            if (fired[i].Outcome is { } outcome && (strictest is null || outcome > strictest))
                strictest = outcome;
        }

        return new RuleVerdict(1 - innocent, strictest);
    }
}
