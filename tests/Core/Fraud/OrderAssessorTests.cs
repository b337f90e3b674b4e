using MerchantOps.Fraud;
using MerchantOps.Fraud.Training;
using static MerchantOps.Tests.Core.Fraud.Trade;

namespace MerchantOps.Tests.Core.Fraud;

public sealed class OrderAssessorTests
{
    private static readonly RuleExample Good = RuleExample.All.Single(static e => e.Code == "known-customer");

    [Fact]
    public void Without_a_model_the_rules_decide()
    {
        var decision = Assess(RuleExample.Worst);

        Assert.Equal(Outcome.Decline, decision.Outcome);
        Assert.Null(decision.Probability);
        Assert.Null(decision.Model);
    }

    [Theory]
    [InlineData(0.1, Outcome.Approve)]
    [InlineData(0.6, Outcome.Review)]
    [InlineData(0.95, Outcome.Decline)]
    public void A_stricter_model_wins_over_the_rules_and_says_why(double probability, Outcome expected)
    {
        var decision = Assess(Good, Models.Constant(probability));

        Assert.Equal(expected, decision.Outcome);
        Assert.Equal(probability, decision.Probability!.Value, 5);
        Assert.Equal(expected != Outcome.Approve, decision.Reasons.Any(static r => r.Code == "model"));
    }

    [Fact]
    public void Stricter_rules_win_over_the_model()
    {
        var decision = Assess(RuleExample.Worst, Models.Constant(0.01));

        Assert.Equal(Outcome.Decline, decision.Outcome);
        Assert.DoesNotContain(decision.Reasons, static r => r.Code == "model");
    }

    [Fact]
    public void Every_decision_has_one_to_three_reasons_strongest_first()
    {
        var decisions = from example in RuleExample.All.Append(RuleExample.Worst)
                        from model in new[] { null, Models.Constant(0.01), Models.Constant(0.6), Models.Constant(0.99) }
                        select model is null ? Assess(example) : Assess(example, model);

        Assert.All(decisions, decision =>
        {
            Assert.InRange(decision.Reasons.Count, 1, 3);
            Assert.Equal(decision.Reasons.Select(static r => r.Weight).OrderDescending(), decision.Reasons.Select(static r => r.Weight));
            Assert.InRange(decision.Score, 0, 1);
        });
    }

    [Fact]
    public void The_reason_that_tipped_the_balance_is_told_although_three_others_weigh_more()
    {
        var order = Order(total: 900) with { Buyer = null };
        var example = new RuleExample("", RuleExample.Strange(order) with { Payment = new("card", Fingerprint: "k1", Country: "BR") }, null, null);
        var easy = Models.Constant(0.2, reviewAt: 0.1, declineAt: 0.15);

        var decision = Assess(example, easy);

        Assert.Equal(Outcome.Decline, decision.Outcome);
        Assert.Contains(decision.Reasons, static r => r.Code == "model");
    }

    [Fact]
    public void A_swap_of_the_model_meanwhile_leaves_a_decision_of_one_model()
    {
        var decision = Assess(Good, Models.Constant(0.6, "old"), Models.Constant(0.99, "new"));

        Assert.Equal("old", decision.Model);
        Assert.Equal(0.6, decision.Probability!.Value, 5);
    }

    [Fact]
    public void A_decision_can_be_made_again_from_what_is_stored_with_it()
    {
        var model = Models.Constant(0.6);
        var decision = Assess(RuleExample.Worst, model);

        var features = OrderFeatures.Restore(decision.FeatureVersion, decision.Features)!;
        var reasons = new List<Reason>();
        var score = FraudRules.Evaluate(RuleExample.Worst.Placed, features, OriginKind.Device, reasons);

        Assert.Equal(decision.Score, Math.Max(score, model.Predict(features.Values)), 4);
    }

    private static Decision Assess(RuleExample example, params FraudModel[] models) =>
        new OrderAssessor(new SwappedModel(models), new ManualTime()).Assess(example.Placed, EntitiesOf(example.Placed), example.Customer, example.Origin);
}
