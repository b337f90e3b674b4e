using System.Globalization;
using MerchantOps.Learning.Measures;

namespace MerchantOps.Fraud.Training;

/// <summary>
/// Whether a challenger may decide instead of the champion: only if it ranks the same later orders better beyond chance (the lower end of
/// the 95 % interval of the paired bootstrap difference in average precision lies above 0), no guarded group fares worse, its
/// probabilities hold and it is quick enough. One that is better and cannot prove it runs in shadow. Pure; some seconds for 300,000
/// orders. Stateless.
/// </summary>
public static class PromotionGate
{
    /// <exception cref="ArgumentException">Lengths differ or a score is not a number.</exception>
    public static PromotionVerdict Judge(PromotionEvidence evidence, PromotionOptions options, CancellationToken ct)
    {
        var (frauds, figures) = (evidence.Labels.Sum(), new Dictionary<string, double>());
        (figures["orders"], figures["frauds"]) = (evidence.Labels.Length, frauds);
        if (frauds < options.MinFrauds || frauds == evidence.Labels.Length)
            return new PromotionVerdict(PromotionOutcome.Drop, [Text($"{frauds} frauds among {evidence.Labels.Length} later orders prove nothing; {options.MinFrauds} are needed")], figures);

        var found = new RankedScores(evidence.Challenger, evidence.Labels, evidence.Weights);
        (figures["auc"], figures["averagePrecision"]) = (found.Auc(), found.AveragePrecision());
        var faults = Faults(evidence, options, figures);
        var (outcome, reason) = evidence.Champion is { } champion
            ? Against(champion, evidence, options, figures, ct)
            : Alone(evidence, options, figures);
        return faults.Count == 0
            ? new PromotionVerdict(outcome, [reason], figures)
            : new PromotionVerdict(PromotionOutcome.Drop, [.. faults, reason], figures);
    }

    private static (PromotionOutcome Outcome, string Reason) Against(
        double[] champion, PromotionEvidence evidence, PromotionOptions options, Dictionary<string, double> figures, CancellationToken ct)
    {
        var bootstrap = new BootstrapOptions { Resamples = options.Resamples, Seed = options.Seed };
        var gain = Bootstrap.Differences(evidence.Challenger, champion, evidence.Labels, evidence.Weights, [static r => r.AveragePrecision()], bootstrap, ct)[0];
        (figures["gain"], figures["gainLow"], figures["gainHigh"]) = (gain.Estimate, gain.Low, gain.High);
        figures["championAveragePrecision"] = figures["averagePrecision"] - gain.Estimate;
        var reason = Text($"average precision {gain.Estimate:+0.0000;-0.0000} against the champion (95 % interval {gain.Low:+0.0000;-0.0000} to {gain.High:+0.0000;-0.0000})");
        if (gain.Estimate <= 0)
            return (PromotionOutcome.Drop, reason + ": no better");

        var worse = GuardedGroups.Worse(champion, evidence, options);
        if (worse.Count > 0)
            return (PromotionOutcome.Shadow, string.Join("; ", worse) + "; " + reason);
        return gain.Low > 0 ? (PromotionOutcome.Promote, reason) : (PromotionOutcome.Shadow, reason + ": not beyond chance");
    }

    private static (PromotionOutcome Outcome, string Reason) Alone(PromotionEvidence evidence, PromotionOptions options, Dictionary<string, double> figures)
    {
        var rules = evidence.Rules is null ? 0 : figures["rulesAveragePrecision"] = new RankedScores(evidence.Rules, evidence.Labels, evidence.Weights).AveragePrecision();
        var reason = Text($"the first model: AUC {figures["auc"]:F4}, average precision {figures["averagePrecision"]:F4} against {rules:F4} of the rules");
        return figures["auc"] >= options.MinAuc && figures["averagePrecision"] > rules ? (PromotionOutcome.Promote, reason) : (PromotionOutcome.Drop, reason + ": no better than rules alone");
    }

    /// <summary>What no gain makes good.</summary>
    private static List<string> Faults(PromotionEvidence evidence, PromotionOptions options, Dictionary<string, double> figures)
    {
        var faults = new List<string>();
        var error = figures["calibrationError"] = ProbabilityMeasures.ExpectedCalibrationError(evidence.Challenger, evidence.Labels, evidence.Weights);
        figures["microseconds"] = evidence.Microseconds;
        // Rules alone give no probabilities at all, so a first model need not be as exact as one that replaces another.
        var limit = evidence.Champion is null ? 2 * options.MaxCalibrationError : options.MaxCalibrationError;
        if (!(error <= limit))
            faults.Add(Text($"its probabilities are off by {error:F4} on average, more than {limit:F4}"));
        if (evidence.Microseconds > options.MaxMicroseconds)
            faults.Add(Text($"a prediction takes {evidence.Microseconds:F0} µs, more than {options.MaxMicroseconds:F0}"));
        return faults;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
