using MerchantOps.Fraud;
using static MerchantOps.Tests.Core.Fraud.Trade;

namespace MerchantOps.Tests.Core.Fraud;

public sealed class FraudRulesTests
{
    public static TheoryData<string> Codes => [.. RuleExample.All.Select(static e => e.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_made_example_earns_its_reason_and_the_reason_names_its_values(string code)
    {
        var example = Example(code);

        var reason = Assert.Single(ReasonsOf(example), r => r.Code == code);

        Assert.All(example.Values, value => Assert.Contains(value, reason.Values));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_reason_is_told_in_both_languages_with_all_its_values(string code)
    {
        var reason = ReasonsOf(Example(code)).Single(r => r.Code == code);

        var (english, chinese) = (ReasonTexts.Of(reason, Language.English), ReasonTexts.Of(reason, Language.Chinese));

        Assert.All(reason.Values, value => Assert.Contains(value, english, StringComparison.Ordinal));
        Assert.All(reason.Values, value => Assert.Contains(value, chinese, StringComparison.Ordinal));
        Assert.DoesNotContain('{', english + chinese);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", chinese);
        Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", english);
    }

    [Fact]
    public void One_chargeback_among_many_good_orders_is_no_reason()
    {
        var customer = After(Enumerable.Range(1, 20).Select(i => Order(at: Noon.AddDays(-i)))).WithFrauds(1);

        var reasons = new List<Reason>();
        FraudRules.Evaluate(Order(), FeaturesOf(Order(), customer), OriginKind.Device, reasons);

        Assert.DoesNotContain(reasons, r => r.Code == "customer-charged-back");
    }

    [Fact]
    public void Every_code_that_decisions_use_has_a_text_and_an_example()
    {
        var used = FraudSource.ReasonCodes();

        Assert.Empty(used.Except(ReasonTexts.Codes));
        Assert.Equal(used.Except(["model"]).Order(StringComparer.Ordinal), RuleExample.All.Select(static e => e.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_order_with_nothing_odd_about_it_breaks_no_rule()
    {
        var reasons = new List<Reason>();

        var score = FraudRules.Evaluate(Order(), FeaturesOf(Order(), RuleExample.Regular(), RuleExample.Regular()), OriginKind.Device, reasons);

        Assert.Equal(0, score);
        Assert.Empty(reasons);
    }

    [Fact]
    public void Weights_combine_as_independent_evidence()
    {
        var reasons = new List<Reason>();

        var score = Evaluate(RuleExample.Worst, reasons);

        Assert.True(reasons.Count > 3);
        Assert.All(reasons, r => Assert.InRange(r.Weight, 0.01, 0.99));
        Assert.Equal(1 - reasons.Aggregate(1.0, static (innocent, r) => innocent * (1 - r.Weight)), score, 12);
    }

    [Fact]
    public void A_crowd_behind_one_address_is_more_likely_honest_than_on_one_device()
    {
        var crowd = Enumerable.Range(1, 4).Select(i => Order(customer: $"other{i}", at: Noon.AddDays(-i))).Reverse().ToArray();
        var features = FeaturesOf(Order(), null, After(crowd));
        var (device, address) = (new List<Reason>(), new List<Reason>());

        FraudRules.Evaluate(Order(), features, OriginKind.Device, device);
        FraudRules.Evaluate(Order(), features, OriginKind.Address, address);

        Assert.Contains(device, r => r.Code == "origin-many-customers");
        Assert.DoesNotContain(address, r => r.Code == "origin-many-customers");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(29)]
    [InlineData(30)]
    [InlineData(119)]
    public void A_reason_gives_the_age_of_the_account_to_the_second(int seconds)
    {
        var reasons = new List<Reason>();
        var order = Order().OfAccountAged(TimeSpan.FromSeconds(seconds));

        FraudRules.Evaluate(order, FeaturesOf(order), OriginKind.Device, reasons);

        Assert.Equal([$"{seconds}"], reasons.Single(r => r.Code == "instant-order").Values);
    }

    [Fact]
    public void A_code_of_a_later_version_is_shown_as_it_is() =>
        Assert.Equal("moon-phase: full", ReasonTexts.Of(new Reason("moon-phase", 0.5, ["full"]), Language.English));

    private static RuleExample Example(string code) => RuleExample.All.Single(e => e.Code == code);

    private static List<Reason> ReasonsOf(RuleExample example)
    {
        var reasons = new List<Reason>();
        Evaluate(example, reasons);
        return reasons is [] ? [FraudRules.Approval(example.Placed, FeaturesOf(example.Placed, example.Customer, example.Origin))] : reasons;
    }

    private static double Evaluate(RuleExample example, List<Reason> reasons) => FraudRules.Evaluate(
        example.Placed, FeaturesOf(example.Placed, example.Customer, example.Origin), EntitiesOf(example.Placed).OriginKind, reasons);
}
