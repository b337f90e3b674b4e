using MerchantOps.Fraud.Training;

namespace MerchantOps.Tests.Core.Fraud.Training;

public sealed class PromotionGateTests
{
    private const int Orders = 6_000;

    private static readonly PromotionOptions Options = new() { Resamples = 300, MinGroupFrauds = 40 };

    [Fact]
    public void A_challenger_that_ranks_clearly_better_is_promoted()
    {
        var verdict = Judge(Evidence(challenger: 0.3, champion: 1.5));

        Assert.Equal(PromotionOutcome.Promote, verdict.Outcome);
        Assert.True(verdict.Figures["gainLow"] > 0);
    }

    [Fact]
    public void A_challenger_that_ranks_worse_is_dropped_with_the_reason()
    {
        var verdict = Judge(Evidence(challenger: 1.5, champion: 0.3));

        Assert.Equal(PromotionOutcome.Drop, verdict.Outcome);
        Assert.Contains("no better", verdict.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_champion_itself_is_never_promoted_over_itself()
    {
        var evidence = Evidence(challenger: 1, champion: 1);

        Assert.Equal(PromotionOutcome.Drop, Judge(evidence with { Challenger = evidence.Champion! }).Outcome);
    }

    [Fact]
    public void A_challenger_that_is_better_within_chance_runs_in_shadow()
    {
        var evidence = Evidence(challenger: 1, champion: 1);
        var (challenger, top) = ((double[])evidence.Champion!.Clone(), Array.IndexOf(evidence.Labels, 1f));
        challenger[top] = 1;

        var verdict = Judge(evidence with { Challenger = challenger });

        Assert.Equal(PromotionOutcome.Shadow, verdict.Outcome);
        Assert.Contains("not beyond chance", verdict.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_better_challenger_that_misses_the_frauds_of_a_group_is_not_promoted()
    {
        var evidence = Evidence(challenger: 0.2, champion: 2.5);
        var members = evidence.Labels.Select(static (_, i) => i % 8 == 0).ToArray();
        var challenger = evidence.Challenger.Select((p, i) => members[i] && evidence.Labels[i] > 0 ? 0.001 : p).ToArray();

        var verdict = Judge(evidence with { Challenger = challenger, Groups = [new("guests", members)] });

        Assert.Equal(PromotionOutcome.Shadow, verdict.Outcome);
        Assert.Contains("recall of guests falls", verdict.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_better_challenger_that_stops_more_good_orders_of_a_group_is_not_promoted()
    {
        var evidence = Evidence(challenger: 0.2, champion: 3);
        var members = evidence.Labels.Select(static (_, i) => i % 5 == 0).ToArray();
        var random = new Random(3);
        var challenger = evidence.Challenger.Select((p, i) => members[i] && evidence.Labels[i] == 0 && random.Next(25) == 0 ? 0.9 : p).ToArray();

        var verdict = Judge(evidence with { Challenger = challenger, Groups = [new("guests", members)] });

        Assert.Equal(PromotionOutcome.Shadow, verdict.Outcome);
        Assert.Contains("false positives of guests rise", verdict.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Probabilities_that_are_far_off_are_dropped_however_well_they_rank()
    {
        var evidence = Evidence(challenger: 0.3, champion: 1.5);

        var verdict = Judge(evidence with { Challenger = Array.ConvertAll(evidence.Challenger, Math.Sqrt) });

        Assert.Equal(PromotionOutcome.Drop, verdict.Outcome);
        Assert.Contains("probabilities are off", verdict.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_challenger_that_is_too_slow_is_dropped()
    {
        Assert.Equal(PromotionOutcome.Drop, Judge(Evidence(challenger: 0.3, champion: 1.5) with { Microseconds = 10_000 }).Outcome);
    }

    [Fact]
    public void Too_few_frauds_prove_nothing()
    {
        var evidence = Evidence(challenger: 0.3, champion: 1.5);
        var seen = 0;

        var verdict = Judge(evidence with { Labels = [.. evidence.Labels.Select(l => l > 0 && seen++ < 19 ? 1f : 0f)] });

        Assert.Contains("prove nothing", verdict.Reasons[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.3, PromotionOutcome.Promote)]
    [InlineData(50, PromotionOutcome.Drop)]
    public void The_first_model_is_promoted_when_it_beats_chance_and_the_rules(double noise, PromotionOutcome expected)
    {
        var evidence = Evidence(noise, champion: 2);

        Assert.Equal(expected, Judge(evidence with { Champion = null, Rules = evidence.Champion }).Outcome);
    }

    [Fact]
    public void Orders_that_stand_for_others_count_for_them()
    {
        var evidence = Evidence(challenger: 0.8, champion: 0.8);
        float[] weights = [.. evidence.Labels.Select(static (l, i) => l > 0 && i % 3 == 0 ? 20f : 1f)];
        var challenger = evidence.Champion!.Select((p, i) => weights[i] > 1 ? Math.Min(1, p + 0.3) : p).ToArray();
        var worse = challenger.Select((p, i) => weights[i] == 1 && evidence.Labels[i] > 0 ? p / 2 : p).ToArray();

        var (even, weighted) = (Judge(evidence with { Challenger = worse }, Lenient), Judge(evidence with { Challenger = worse, Weights = weights }, Lenient));

        Assert.True(weighted.Figures["gain"] > even.Figures["gain"]);
        Assert.InRange(weighted.Figures["gain"], weighted.Figures["gainLow"], weighted.Figures["gainHigh"]);
    }

    private static PromotionOptions Lenient => Options with { MaxCalibrationError = 1 };

    private static PromotionVerdict Judge(PromotionEvidence evidence, PromotionOptions? options = null) => PromotionGate.Judge(evidence, options ?? Options, CancellationToken.None);

    /// <summary>Orders of a known risk, and two models that see it through noise (in log-odds) and say what is then true on average.</summary>
    private static PromotionEvidence Evidence(double challenger, double champion)
    {
        var (random, risks) = (new Random(7), new double[Orders]);
        for (var i = 0; i < Orders; i++)
            risks[i] = -4 + (2 * Normal(random));
        var labels = Array.ConvertAll(risks, r => random.NextDouble() < Sigmoid(r) ? 1f : 0f);
        return new PromotionEvidence(Through(challenger), Through(champion), null, labels, [], [], 5);

        // The mean risk given a noisy look at it (both normal), roughly as a probability.
        double[] Through(double noise) => Array.ConvertAll(risks, r =>
        {
            var (trust, rest) = (4 / (4 + (noise * noise)), 4 * noise * noise / (4 + (noise * noise)));
            var mean = -4 + (trust * (r + (noise * Normal(random)) + 4));
            return Sigmoid(mean / Math.Sqrt(1 + (Math.PI * rest / 8)));
        });
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
