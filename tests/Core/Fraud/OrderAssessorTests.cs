using MerchantOps.Events;
using MerchantOps.Fraud;
using MerchantOps.Fraud.Signals;
using MerchantOps.Fraud.Training;
using MerchantOps.Orders;
using static MerchantOps.Tests.Core.Fraud.Trade;

namespace MerchantOps.Tests.Core.Fraud;

public sealed class OrderAssessorTests
{
    private static readonly Order[] Regular = [.. Enumerable.Range(1, 3).Select(i => Order(at: Noon.AddDays(-10 * i))).Reverse()];

    /// <summary>A fresh account on a device of many customers whose orders were frauds.</summary>
    private static readonly Order[] Ring = [.. Enumerable.Range(1, 8).Select(i => Order(customer: $"r{i}", card: $"k{i}", at: Noon.AddHours(i - 20)))];

    [Fact]
    public void Without_a_model_the_rules_decide()
    {
        var decision = Assess(Order(customer: "r9", card: "k9").OfAccountAged(TimeSpan.FromSeconds(20)), Ring, frauds: 4);

        Assert.Equal(Outcome.Decline, decision.Outcome);
        Assert.Null(decision.Probability);
        Assert.Null(decision.Model);
    }

    [Theory]
    [InlineData(0.01, Outcome.Approve)]
    [InlineData(0.3, Outcome.Review)]
    [InlineData(0.97, Outcome.Decline)]
    public void With_a_model_the_cheapest_outcome_wins_and_a_stopped_order_says_why(double probability, Outcome expected)
    {
        var decision = Assess(Order(), Regular, models: Models.Constant(probability));

        Assert.Equal(expected, decision.Outcome);
        Assert.Equal(probability, decision.Probability!.Value, 5);
        Assert.Equal(expected != Outcome.Approve, decision.Reasons.Any(static r => r.Code == "model"));
    }

    [Fact]
    public void What_costs_a_merchant_more_is_stopped_earlier()
    {
        var careless = Assess(Order(), Regular, policy: new DecisionPolicy { Margin = 0.9, ChargebackFee = 0, ReviewCost = 30 }, models: Models.Constant(0.3));

        Assert.Equal(Outcome.Approve, careless.Outcome);
    }

    [Fact]
    public void Every_decision_has_one_to_three_reasons_strongest_first()
    {
        FraudModel?[] models = [null, Models.Constant(0.01), Models.Constant(0.4), Models.Constant(0.99)];
        Order[] orders = [Order(), Order(total: 900) with { Buyer = null }, Order(customer: "r9", card: "k9").OfAccountAged(TimeSpan.FromSeconds(5)), Order(total: 0)];

        var decisions = from model in models
                        from order in orders
                        select model is null ? Assess(order, Ring, frauds: 3) : Assess(order, Ring, frauds: 3, models: model);

        Assert.All(decisions, static decision =>
        {
            Assert.InRange(decision.Reasons.Count, 1, 3);
            Assert.Equal(decision.Reasons.Select(static r => r.Weight).OrderDescending(), decision.Reasons.Select(static r => r.Weight));
            Assert.InRange(decision.Score, 0, 1);
        });
    }

    [Theory]
    [InlineData(SuppressionMode.Mute, Outcome.Approve, "muted")]
    [InlineData(SuppressionMode.Block, Outcome.Decline, "blocked")]
    public void What_a_person_decided_about_an_entity_holds_above_all(SuppressionMode mode, Outcome expected, string reason)
    {
        var decision = Assess(Order(), Ring, frauds: 8, suppressed: mode, models: Models.Constant(0.5));

        Assert.Equal(expected, decision.Outcome);
        Assert.Equal(reason, Assert.Single(decision.Reasons).Code);
    }

    [Fact]
    public void A_small_share_of_what_would_be_stopped_is_let_go_and_says_so()
    {
        var policy = new DecisionPolicy { ControlShare = 0.1 };

        var decisions = Enumerable.Range(0, 2000).Select(i => Assess(Order() with { Id = $"o{i}" }, [], policy: policy, models: Models.Constant(0.97))).ToList();

        var control = decisions.Where(static d => d.ControlShare is not null).ToList();
        Assert.InRange(control.Count, 150, 250);
        Assert.All(control, static d => Assert.True(d.Outcome == Outcome.Approve && d.Reasons.Any(static r => r.Code == "control") && d.ControlShare == 0.1));
        Assert.All(decisions.Except(control), static d => Assert.Equal(Outcome.Decline, d.Outcome));
    }

    [Fact]
    public void A_swap_of_the_model_meanwhile_leaves_a_decision_of_one_model()
    {
        var decision = Assess(Order(), Regular, models: [Models.Constant(0.3, "old"), Models.Constant(0.99, "new")]);

        Assert.Equal("old", decision.Model);
        Assert.Equal(0.3, decision.Probability!.Value, 5);
    }

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Chinese)]
    public async Task Every_reason_is_told_in_words_of_the_language(Language language)
    {
        var writer = new ReasonWriter(new ShippedRules());
        var decisions = new[]
        {
            Assess(Order(), Regular), Assess(Order(), []), Assess(Order(customer: "r9", card: "k9").OfAccountAged(TimeSpan.FromSeconds(5)), Ring, frauds: 8),
            Assess(Order(), Regular, models: Models.Constant(0.9)), Assess(Order(), Regular, suppressed: SuppressionMode.Block),
        };

        foreach (var decision in decisions)
            foreach (var text in await writer.WriteAsync(decision, language, CancellationToken.None))
            {
                Assert.DoesNotContain('{', text);
                Assert.Equal(language == Language.Chinese, text.Any(static c => c is >= '\u4e00' and <= '\u9fff'));
            }
    }

    [Fact]
    public async Task A_reason_of_a_rule_nobody_knows_any_more_is_shown_as_it_is()
    {
        var decision = Assess(Order(), Regular) with { Rules = 99, Reasons = [new Reason("moon-phase", 0.5, ["full"])] };

        Assert.Equal(["moon-phase: full"], await new ReasonWriter(new ShippedRules()).WriteAsync(decision, Language.English, CancellationToken.None));
    }

    [Fact]
    public async Task A_decision_is_made_again_from_what_is_stored_with_it_to_the_same_bits()
    {
        var order = Order(customer: "r9", card: "k9").OfAccountAged(TimeSpan.FromMinutes(3));
        var decision = Assess(order, Ring, frauds: 2, models: Models.Constant(0.4));
        var record = RecordOf(order, decision);

        var replayed = await Replay().ReplayAsync(record, CancellationToken.None);

        Assert.True(replayed.Same);
    }

    [Fact]
    public async Task A_decision_that_was_tampered_with_is_not_made_again_the_same()
    {
        var decision = Assess(Order(), Regular, models: Models.Constant(0.4)) with { Outcome = Outcome.Decline };

        Assert.False((await Replay().ReplayAsync(RecordOf(Order(), decision), CancellationToken.None)).Same);
    }

    [Fact]
    public async Task What_changed_on_an_order_since_does_not_change_what_it_was_decided_on()
    {
        var decision = Assess(Order(), Regular, models: Models.Constant(0.4));
        var record = RecordOf(Order(), decision);

        var later = Order() with { Shipping = new Address(Line1: "9 Far Road", Country: "FR"), Total = new Money(900, "USD") };
        record.Update(later, new RawJson(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(later, EventJson.Default.Order)), Noon.AddHours(1));

        Assert.True((await Replay().ReplayAsync(record, CancellationToken.None)).Same);
    }

    private static Decision Assess(
        Order order, Order[] after, int frauds = 0, DecisionPolicy? policy = null, SuppressionMode? suppressed = null, params FraudModel[] models)
    {
        var book = new SignalBook();
        foreach (var earlier in after)
        {
            book.Add(EntitiesOf(earlier), trusted: true);
            if (frauds-- > 0)
                book.Label(EntitiesOf(earlier), 1);
        }

        var entities = EntitiesOf(order);
        return new OrderAssessor(new ShippedRules(), new SwappedModel(models), new ManualTime()).Assess(
            new OrderToAssess("acme", "main", order, entities, book.Of(entities), policy ?? DecisionPolicy.Default with { ControlShare = 0 }, suppressed));
    }

    private static OrderRecord RecordOf(Order order, Decision decision)
    {
        var record = new OrderRecord { Id = $"main:{order.Id}", Merchant = "acme", Shop = "main", Platform = "api" };
        record.Update(order, new RawJson(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(order, EventJson.Default.Order)), Noon);
        record.Decision = decision;
        return record;
    }

    private static DecisionReplay Replay() => new(new ShippedRules(), new OneModel(Models.Constant(0.4)), new DefaultPolicies());

    private sealed class OneModel(FraudModel model) : IFraudModels
    {
        public ValueTask<FraudModel?> FindAsync(string version, CancellationToken ct) => ValueTask.FromResult<FraudModel?>(model);
    }

    private sealed class DefaultPolicies : IDecisionPolicies
    {
        private static readonly DecisionPolicy Policy = DecisionPolicy.Default with { ControlShare = 0 };

        public ValueTask<DecisionPolicy> FindAsync(string merchant, CancellationToken ct) => ValueTask.FromResult(Policy);

        public ValueTask<DecisionPolicy?> FindAsync(string merchant, int version, CancellationToken ct) => ValueTask.FromResult<DecisionPolicy?>(Policy);
    }
}
