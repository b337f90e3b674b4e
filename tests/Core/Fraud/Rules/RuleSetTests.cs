using MerchantOps.Fraud;
using MerchantOps.Fraud.Rules;
using static MerchantOps.Tests.Core.Fraud.Rules.RuleScene;

namespace MerchantOps.Tests.Core.Fraud.Rules;

public sealed class RuleSetTests
{
    private const string Set = """
        version: 3
        lists:
          risky: [FR, NG]
          bins: [411111, 42]
          empty: []
        limit: {orders: 500, share: 0.5, per: 1h}
        rules:
        - code: far
          when: shipping.country in risky
          score: 0.4
          text:
            en: "Shipped to {shipping.country} for {amount:0.00} ({person_fraud_share:percent} %)."
            zh: "金额 {amount:0.00},寄往 {shipping.country}"
        - code: graded
          when: amount >= 50
          score: if(amount >= 100, 0.5, 0.25)
          limit: none
          text: {en: e, zh: z}
        - code: listed
          when: buyer.email_domain in empty
          outcome: decline
          text: {en: e, zh: z}
        - code: watched
          when: amount > 0
          outcome: decline
          mode: shadow
          limit: {orders: 5, per: 1d}
          text: {en: e, zh: z}
        - code: silent
          when: amount > 0
          score: 1
          mode: off
          text: {en: e, zh: z}
        """;

    [Fact]
    public void Rules_that_fire_come_in_order_with_score_mode_and_values()
    {
        var fired = Evaluate(Parse(Set), Inputs(share: 0.125f));

        Assert.Equal(["far", "graded", "watched"], fired.Select(f => f.Code));
        Assert.Equal([0.4, 0.5, 0], fired.Select(f => f.Score));
        Assert.Equal([true, true, false], fired.Select(f => f.Counts));
        Assert.Equal(["fr", "100.00", "13"], fired[0].Values);
        Assert.Equal(Outcome.Decline, fired[2].Outcome);
    }

    [Fact]
    public void A_score_may_depend_on_the_order()
    {
        var fired = Evaluate(Parse(Set), Inputs(amount: 60));

        Assert.Equal(0.25, fired.Single(f => f.Code == "graded").Score);
    }

    [Theory]
    [InlineData("score: amount", 1)]
    [InlineData("score: 0 - amount", 0)]
    [InlineData("score: device_cards", 0)]
    public void A_calculated_score_stays_between_0_and_1_and_is_0_when_missing(string effect, double expected)
    {
        var fired = Evaluate(One("amount > 0", effect), Inputs(cards: float.NaN));

        Assert.Equal(expected, fired.Single().Score);
    }

    [Theory]
    [InlineData(Language.English, "Shipped to NG for 9.50 (7 %).")]
    [InlineData(Language.Chinese, "金额 9.50,寄往 NG")]
    public void A_stored_reason_is_told_in_both_languages_by_its_values(Language language, string expected)
    {
        var text = Parse(Set).TextOf("far", ["NG", "9.50", "7"], language);

        Assert.Equal(expected, text);
    }

    [Fact]
    public void A_reason_of_another_shape_is_told_with_question_marks_and_an_unknown_one_not_at_all()
    {
        var rules = Parse(Set);

        Assert.Equal("Shipped to NG for ? (? %).", rules.TextOf("far", ["NG"], Language.English));
        Assert.Null(rules.TextOf("gone", [], Language.English));
    }

    [Fact]
    public void What_is_missing_is_told_as_a_question_mark_and_braces_are_doubled()
    {
        var rules = One("amount > 0", text: "en: \"{{{device.country}}} at {placed_at} after {placed_at - buyer.registered_at} min, {device_cards}, {guest}\", zh: z");

        var fired = Evaluate(rules, Inputs(cards: float.NaN)).Single();

        Assert.Equal(["?", "2026-03-01 12:00", "30", "?", "no"], fired.Values);
        Assert.Equal("{?} at 2026-03-01 12:00 after 30 min, ?, no", rules.TextOf("one", fired.Values, Language.English));
    }

    [Fact]
    public void Limits_are_the_rules_own_or_the_sets_or_none()
    {
        var rules = Parse(Set);

        Assert.Equal(new RuleLimit(500, 0.5, TimeSpan.FromHours(1)), rules.Find("far")!.Limit);
        Assert.Null(rules.Find("graded")!.Limit);
        Assert.Equal(new RuleLimit(5, 0, TimeSpan.FromDays(1)), rules.Find("watched")!.Limit);
    }

    [Fact]
    public void Where_nothing_fires_nothing_is_allocated()
    {
        var rules = Parse(Set);
        var (inputs, limits, fired) = (Inputs(Order with { Shipping = null }, amount: 0), new RuleLimits(rules, TimeProvider.System), new List<FiredRule>());
        rules.Evaluate(inputs, limits, fired);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            rules.Evaluate(inputs, limits, fired);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(new[] { 0.4, 0.5 }, 0.7)]
    [InlineData(new double[0], 0)]
    public void Scores_combine_as_independent_evidence(double[] scores, double expected)
    {
        var verdict = RuleVerdict.Of([.. scores.Select(score => new FiredRule("a", RuleMode.On, score, null, [], Limited: false))]);

        Assert.Equal(expected, verdict.Score, 12);
    }

    [Fact]
    public void Shadow_and_limited_rules_do_not_count()
    {
        var verdict = RuleVerdict.Of([
            new FiredRule("a", RuleMode.Shadow, 0.9, null, [], Limited: false),
            new FiredRule("b", RuleMode.On, 0, Outcome.Decline, [], Limited: true),
            new FiredRule("c", RuleMode.On, 0.3, null, [], Limited: false)]);

        Assert.Equal(new RuleVerdict(0.3, null), verdict with { Score = Math.Round(verdict.Score, 12) });
    }

    [Fact]
    public void The_strictest_outcome_wins_and_an_approval_stands_against_scores()
    {
        FiredRule approve = new("a", RuleMode.On, 0, Outcome.Approve, [], false), review = new("b", RuleMode.On, 0, Outcome.Review, [], false), score = new("c", RuleMode.On, 0.9, null, [], false);

        Assert.Equal(Outcome.Review, RuleVerdict.Of([approve, review, score]).Outcome);
        Assert.True(RuleVerdict.Of([approve, review, score]).Stops);
        Assert.False(RuleVerdict.Of([approve, score]).Stops);
        Assert.True(RuleVerdict.Of([score]).Stops);
    }
}
