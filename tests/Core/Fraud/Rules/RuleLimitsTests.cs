using MerchantOps.Fraud.Rules;
using static MerchantOps.Tests.Core.Fraud.Rules.RuleScene;

namespace MerchantOps.Tests.Core.Fraud.Rules;

public sealed class RuleLimitsTests
{
    private readonly ManualTime time = new();

    [Fact]
    public void A_rule_that_stops_more_than_its_limit_does_not_count_from_then_on()
    {
        var (rules, limits) = Limited("{orders: 2, per: 1h}");

        var counted = Enumerable.Range(0, 4).Select(_ => Evaluate(rules, Inputs(), limits).Single().Counts).ToList();

        Assert.Equal([true, true, false, false], counted);
        Assert.Equal(new RuleSuspension(time.GetUtcNow(), 2, 3), limits.SuspensionOf("one"));
    }

    [Fact]
    public void Each_interval_of_the_orders_own_time_has_its_limit()
    {
        var (rules, limits) = Limited("{orders: 2, per: 1h}");

        for (var hour = 0; hour < 30; hour++)
            for (var i = 0; i < 2; i++)
                Assert.True(Evaluate(rules, Inputs(Order with { PlacedAt = Noon.AddHours(hour) }), limits).Single().Counts);

        Assert.Null(limits.SuspensionOf("one"));
    }

    [Fact]
    public void A_share_lets_a_rule_stop_more_while_it_is_few_of_many()
    {
        var (rules, limits) = Limited("{orders: 2, share: 0.5, per: 1h}");
        for (var i = 0; i < 6; i++)
            Evaluate(rules, Inputs(amount: 0), limits);

        var counted = Enumerable.Range(0, 10).Count(_ => Evaluate(rules, Inputs(), limits).Single().Counts);

        Assert.Equal(7, counted);
    }

    [Fact]
    public void Orders_that_the_rules_let_pass_are_not_counted()
    {
        var rules = One("amount > 5", "score: 0.4", "  limit: {orders: 1, per: 1h}");
        var limits = new RuleLimits(rules, time);

        var counted = Enumerable.Range(0, 5).Select(_ => Evaluate(rules, Inputs(), limits).Single().Counts);

        Assert.All(counted, Assert.True);
    }

    [Fact]
    public void Instances_that_exchange_their_counts_keep_the_limit_together()
    {
        var (rules, here) = Limited("{orders: 6, per: 1h}");
        var (there, shared) = (new RuleLimits(rules, time), new RuleLimitsDocument());
        for (var i = 0; i < 3; i++)
        {
            Evaluate(rules, Inputs(), here);
            Evaluate(rules, Inputs(), there);
        }

        here.Exchange(shared, "here");
        there.Exchange(shared, "there");
        here.Exchange(shared, "here");
        here.Exchange(shared, "here");

        Assert.False(Evaluate(rules, Inputs(), here).Single().Counts);
        Assert.False(Evaluate(rules, Inputs(), there).Single().Counts);
    }

    [Fact]
    public void Many_threads_stop_no_more_than_the_limit()
    {
        var (rules, limits) = Limited("{orders: 100, per: 1h}");

        var counted = ParallelEnumerable.Range(0, 1_000).WithDegreeOfParallelism(4).Count(_ => Evaluate(rules, Inputs(), limits).Single().Counts);

        Assert.Equal(100, counted);
    }

    [Fact]
    public void An_old_decision_is_made_again_with_the_rules_that_were_limited_then()
    {
        var rules = One("amount > 5", "score: 0.6");

        var again = Evaluate(rules, Inputs(), RuleLimits.Of(["one"]));

        Assert.True(again.Single().Limited);
    }

    private (RuleSet Rules, RuleLimits Limits) Limited(string limit)
    {
        var rules = One("amount > 5", "score: 0.6", "  limit: " + limit);
        return (rules, new RuleLimits(rules, time));
    }
}
