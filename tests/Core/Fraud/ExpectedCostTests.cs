using MerchantOps.Fraud;

namespace MerchantOps.Tests.Core.Fraud;

public sealed class ExpectedCostTests
{
    private static readonly DecisionPolicy Policy = new() { Margin = 0.3, ChargebackFee = 20, ReviewCost = 3, ReviewCatchRate = 0.85 };

    [Theory]
    [InlineData(0, 100, Outcome.Approve)]
    [InlineData(0.02, 100, Outcome.Approve)]
    [InlineData(0.2, 100, Outcome.Review)]
    [InlineData(0.95, 100, Outcome.Decline)]
    [InlineData(0.3, 2, Outcome.Decline)]
    public void The_cheapest_outcome_is_chosen(double probability, double amount, Outcome expected) =>
        Assert.Equal(expected, ExpectedCost.Of(probability, amount, Policy).Cheapest);

    [Fact]
    public void Outcomes_only_grow_stricter_as_fraud_grows_likelier()
    {
        foreach (var amount in new[] { 1.0, 20, 100, 1000 })
        {
            var outcomes = Enumerable.Range(0, 101).Select(p => ExpectedCost.Of(p / 100.0, amount, Policy).Cheapest).ToList();

            Assert.Equal(outcomes.Order(), outcomes);
        }
    }

    [Fact]
    public void Costs_are_those_of_the_policy()
    {
        var cost = ExpectedCost.Of(0.5, 100, Policy);

        Assert.Equal((45.0, 9.75, 15.0), (cost.Approve, cost.Review, cost.Decline));
    }
}
