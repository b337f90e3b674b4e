using MerchantOps.Fraud;
using MerchantOps.Reviews;
using static MerchantOps.Tests.Core.Reviews.Reviewed;

namespace MerchantOps.Tests.Core.Reviews;

public sealed class AppealRulesTests
{
    [Fact]
    public void An_appeal_puts_a_declined_order_into_review()
    {
        var order = Order(Outcome.Decline);

        AppealRules.Apply(order, Appeal());

        Assert.Equal((Outcome.Review, Outcome.Review), (order.Outcome!.Value, order.Queue!.Value));
        Assert.Equal(AppealState.Open, Assert.Single(order.Appeals).State);
    }

    [Fact]
    public void An_appeal_against_a_label_waits_in_review_although_the_order_ships()
    {
        var order = Order(Outcome.Approve);
        order.State(new LabelStatement(true, Noon, LabelSources.Chargeback), "p#1");

        AppealRules.Apply(order, Appeal());

        Assert.Equal((Outcome.Approve, Outcome.Review), (order.Outcome!.Value, order.Queue!.Value));
    }

    [Theory]
    [InlineData(Outcome.Approve)]
    [InlineData(null)]
    public void Where_nothing_is_stopped_there_is_nothing_to_appeal(Outcome? outcome)
    {
        Assert.Equal("nothing-to-appeal", AppealRules.Refusal(Order(outcome))?.Code);
    }

    [Fact]
    public void There_is_one_appeal_at_a_time_and_said_again_it_is_the_same()
    {
        var order = Order();
        AppealRules.Apply(order, Appeal());

        AppealRules.Apply(order, Appeal(text: "Another one."));

        Assert.Single(order.Appeals);
        Assert.Equal("appeal-open", AppealRules.Refusal(order)?.Code);
        Assert.True(AppealRules.IsRepeated(order, Appeal(hour: 5)));
        Assert.False(AppealRules.IsRepeated(order, Appeal(text: "Another one.")));
    }

    [Fact]
    public void After_three_appeals_the_verdict_stands()
    {
        var order = Order();
        foreach (var reviewer in new[] { "ann", "bob", "carl" })
        {
            AppealRules.Apply(order, Appeal());
            ReviewRules.Apply(order, Review(ReviewVerdict.Decline, reviewer), "p#1");
        }

        Assert.Equal("appeals-exhausted", AppealRules.Refusal(order)?.Code);
        Assert.All(order.Appeals, static appeal => Assert.Equal(AppealState.Denied, appeal.State));
    }
}
