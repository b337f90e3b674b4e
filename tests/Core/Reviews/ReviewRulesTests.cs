using MerchantOps.Fraud;
using MerchantOps.Orders;
using MerchantOps.Reviews;
using static MerchantOps.Tests.Core.Reviews.Reviewed;

namespace MerchantOps.Tests.Core.Reviews;

public sealed class ReviewRulesTests
{
    private const string Position = "events/0/1#9";

    [Theory]
    [InlineData(ReviewVerdict.Good, Outcome.Approve, false)]
    [InlineData(ReviewVerdict.Release, Outcome.Approve, null)]
    [InlineData(ReviewVerdict.Hold, Outcome.Review, null)]
    [InlineData(ReviewVerdict.Decline, Outcome.Decline, null)]
    [InlineData(ReviewVerdict.Fraud, Outcome.Decline, true)]
    [InlineData(ReviewVerdict.Fake, Outcome.Review, null)]
    public void A_verdict_sets_outcome_and_label(ReviewVerdict verdict, Outcome outcome, bool? fraud)
    {
        var order = Order(Outcome.Review);

        ReviewRules.Apply(order, Review(verdict, note: "why"), Position);

        Assert.Equal((outcome, fraud), (order.Outcome!.Value, order.Label?.Fraud));
        Assert.Equal(new RecordedReview(verdict, "ann", Noon.AddHours(1), "why", null, Outcome.Review, outcome), Assert.Single(order.Reviews));
        Assert.Equal(verdict == ReviewVerdict.Fake, order.Fake);
    }

    [Fact]
    public void A_verdict_that_turns_the_label_moves_the_signals_by_one_step_and_its_repetition_by_none()
    {
        var order = Order();

        ReviewRules.Apply(order, Review(ReviewVerdict.Fraud), "p#1");
        ReviewRules.Apply(order, Review(ReviewVerdict.Fraud, "bob"), "p#2");
        ReviewRules.Apply(order, Review(ReviewVerdict.Good, "bob", hour: 2), "p#3");

        Assert.Equal((1, 0, -1), (order.LabelMoveAt("p#1"), order.LabelMoveAt("p#2"), order.LabelMoveAt("p#3")));
        Assert.Equal([true, true, false], order.Statements.Select(static s => s.Fraud));
    }

    [Theory]
    [InlineData(ReviewVerdict.Good)]
    [InlineData(ReviewVerdict.Fraud)]
    [InlineData(ReviewVerdict.Fake)]
    public void A_merchant_gives_no_labels(ReviewVerdict verdict)
    {
        Assert.Equal("labels-need-reviewer", ReviewRules.Refusal(Order(), Review(verdict, "merchant/acme"))?.Code);
    }

    [Theory]
    [InlineData(ReviewVerdict.Release)]
    [InlineData(ReviewVerdict.Hold)]
    [InlineData(ReviewVerdict.Decline)]
    public void A_merchant_decides_what_ships(ReviewVerdict verdict) => Assert.Null(ReviewRules.Refusal(Order(), Review(verdict, "merchant/acme")));

    [Theory]
    [InlineData(ReviewVerdict.Good)]
    [InlineData(ReviewVerdict.Release)]
    public void A_granted_appeal_releases_the_order_and_labels_it_good(ReviewVerdict verdict)
    {
        var order = Appealed(stoppedBy: "ann");

        ReviewRules.Apply(order, Review(verdict, "bob", hour: 2), Position);

        Assert.Equal(Outcome.Approve, order.Outcome);
        Assert.Equal(new FraudLabel(false, Noon.AddHours(2), LabelSources.Appeal), order.Label);
        Assert.Equal(-1, order.LabelMoveAt(Position));
        Assert.Equal((AppealState.Granted, "bob"), (order.Appeals[0].State, order.Appeals[0].DecidedBy));
    }

    [Theory]
    [InlineData(ReviewVerdict.Decline)]
    [InlineData(ReviewVerdict.Fraud)]
    public void A_denied_appeal_leaves_the_order_stopped(ReviewVerdict verdict)
    {
        var order = Appealed(stoppedBy: "ann");

        ReviewRules.Apply(order, Review(verdict, "bob", hour: 2), Position);

        Assert.Equal((Outcome.Decline, AppealState.Denied, true), (order.Outcome!.Value, order.Appeals[0].State, order.Label!.Fraud));
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("Ann")]
    public void Whoever_stopped_the_order_cannot_decide_its_appeal(string reviewer)
    {
        var order = Appealed(stoppedBy: "ann");

        ReviewRules.Apply(order, Review(ReviewVerdict.Good, reviewer, hour: 2), Position);

        Assert.Equal((Outcome.Review, true), (order.Outcome!.Value, order.Label!.Fraud));
        Assert.Equal("another-reviewer-needed", order.Reviews[^1].Refused);
        Assert.NotNull(order.OpenAppeal);
    }

    [Fact]
    public void Neither_can_whoever_filed_it_nor_the_merchant()
    {
        var order = Order();
        AppealRules.Apply(order, Appeal(by: "carl"));

        Assert.Equal("another-reviewer-needed", ReviewRules.Refusal(order, Review(ReviewVerdict.Good, "carl"))?.Code);
        Assert.Equal("appeals-need-reviewer", ReviewRules.Refusal(order, Review(ReviewVerdict.Release, "merchant/acme"))?.Code);
        Assert.Null(ReviewRules.Refusal(order, Review(ReviewVerdict.Hold, "merchant/acme")));
    }

    [Fact]
    public void A_refused_verdict_stops_nobody_from_deciding_later()
    {
        var order = Appealed(stoppedBy: "ann");
        ReviewRules.Apply(order, Review(ReviewVerdict.Good, "ann", hour: 2), Position);

        Assert.Null(ReviewRules.Refusal(order, Review(ReviewVerdict.Good, "bob", hour: 3)));
    }

    [Fact]
    public void The_last_verdict_said_again_is_a_repetition_and_another_is_not()
    {
        var order = Order();
        ReviewRules.Apply(order, Review(ReviewVerdict.Hold), Position);

        Assert.True(ReviewRules.IsRepeated(order, Review(ReviewVerdict.Hold, hour: 3)));
        Assert.False(ReviewRules.IsRepeated(order, Review(ReviewVerdict.Hold, "bob")));
        Assert.False(ReviewRules.IsRepeated(order, Review(ReviewVerdict.Decline)));
    }

    private static OrderRecord Appealed(string stoppedBy)
    {
        var order = Order(Outcome.Review);
        ReviewRules.Apply(order, Review(ReviewVerdict.Fraud, stoppedBy, hour: 0), "p#1");
        AppealRules.Apply(order, Appeal(hour: 1));
        return order;
    }
}
