using MerchantOps.Fraud;
using MerchantOps.Fraud.Rules;
using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;
using static MerchantOps.Tests.Core.Fraud.Trade;

namespace MerchantOps.Tests.Core.Fraud.Rules;

public sealed class DefaultRulesTests
{
    private static readonly RuleSet Rules = RuleSet.Parse(DefaultRules.Source);

    [Fact]
    public void There_are_many_and_every_kind_of_entity_has_some()
    {
        Assert.True(Rules.Rules.Count >= 30);
        foreach (var kind in new[] { "person_", "shop_", "device_", "card_", "address_", "domain_", "network_", "graph_" })
            Assert.Contains(Rules.Rules, rule => rule.When.Contains(kind, StringComparison.Ordinal));
    }

    [Fact]
    public void An_ordinary_order_of_a_settled_account_fires_none() => Assert.Empty(CodesOf(Order()));

    [Fact]
    public void A_regular_customers_next_order_fires_none() =>
        Assert.Empty(CodesOf(Order(), Enumerable.Range(1, 4).Select(i => Order(at: Noon.AddDays(-10 * i))).Reverse()));

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(59)]
    public void Who_signs_up_and_buys_at_once_is_looked_at_where_most_of_the_week_do_so_or_hardly_any_ever_did(int minutes)
    {
        var order = Order(customer: "new", device: $"d{minutes}", card: "new", street: "new").OfAccountAged(TimeSpan.FromMinutes(minutes));
        var others = Enumerable.Range(1, 210).Select(i => Order(customer: $"o{i}", device: $"o{i}", card: $"o{i}", street: $"{i}", at: Noon.AddHours(-i))).Reverse().ToList();
        var burst = others.Select((o, i) => i % 4 == 0 ? o : o.OfAccountAged(TimeSpan.FromMinutes(5)));
        var everyday = others.Select((o, i) => i % 4 == 0 ? o.OfAccountAged(TimeSpan.FromMinutes(5)) : o);

        Assert.Contains("sign-up-and-buy", CodesOf(order, burst));
        Assert.Contains("sign-up-and-buy", CodesOf(order, others));
        Assert.DoesNotContain("sign-up-and-buy", CodesOf(order, everyday));
    }

    [Fact]
    public void An_account_of_some_hours_is_not() => Assert.False(VerdictOf(Order().OfAccountAged(TimeSpan.FromHours(3))).Stops);

    [Fact]
    public void Cards_tried_out_on_a_device_are_declined() =>
        Assert.Equal(Outcome.Decline, VerdictOf(Order(total: 3, card: "k9"), Enumerable.Range(1, 4).Select(i => Order(total: 3, card: $"k{i}", at: Noon.AddMinutes(i - 10)))).Alone);

    [Fact]
    public void A_stolen_account_is_declined()
    {
        var regular = Enumerable.Range(1, 3).Select(i => Order(at: Noon.AddDays((10 * i) - 40)));
        var strange = Order(total: 500, device: "d9", street: "9 Far Road") with { Device = new Device("d9", Country: "NG") };

        Assert.Contains("takeover", CodesOf(strange, regular));
        Assert.Equal(Outcome.Decline, VerdictOf(strange, regular).Alone);
    }

    [Theory]
    [InlineData("customer-charged-back")]
    [InlineData("device-charged-back")]
    [InlineData("card-charged-back")]
    [InlineData("address-charged-back")]
    public void Confirmed_fraud_before_is_told_for_every_entity_it_touched(string code) =>
        Assert.Contains(code, CodesOf(Order(), [Order(at: Noon.AddDays(-30))], frauds: 1));

    [Fact]
    public void A_crowd_on_one_device_card_or_address_is_told()
    {
        var crowd = Enumerable.Range(1, 6).Select(i => Order(customer: $"other{i}", at: Noon.AddHours(i - 8)));

        Assert.Superset(new HashSet<string> { "device-many-customers", "card-many-customers", "address-many-customers" }, CodesOf(Order(customer: "me"), crowd).ToHashSet());
    }

    [Fact]
    public void Reasons_are_told_with_the_orders_own_values_in_both_languages()
    {
        var order = Order(total: 900, device: "d9") with { Device = new Device("d9", Country: "NG") };

        var fired = Evaluate(order, [], 0, null).Single(f => f.Code == "address-country");

        Assert.Equal("Ordered from NG, billed to US.", Rules.TextOf(fired.Code, fired.Values, Language.English));
        Assert.Contains("NG", Rules.TextOf(fired.Code, fired.Values, Language.Chinese)!, StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_of_which_nothing_is_told_are_judged_all_the_same()
    {
        var bare = new Order { Id = "1", PlacedAt = Noon, Total = new MerchantOps.Events.Money(20, "USD") };

        Assert.Empty(CodesOf(bare));
    }

    [Fact]
    public void Any_features_are_judged()
    {
        var random = new Random(3);
        var (fired, values) = (new List<FiredRule>(), new float[OrderFeatures.Names.Count]);
        for (var round = 0; round < 5_000; round++)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = random.Next(5) == 0 ? float.NaN : random.Next(4) == 0 ? (float)Math.Exp((random.NextDouble() * 60) - 30) : random.Next(40);

            Rules.Evaluate(new RuleInputs(Order(), "acme", "main", values, null), null, fired);

            Assert.All(fired, static f => Assert.InRange(f.Score, 0, 1));
            Assert.All(fired, static f => Assert.NotEmpty(Rules.TextOf(f.Code, f.Values, Language.Chinese)!));
        }
    }

    private static List<string> CodesOf(Order order, IEnumerable<Order>? after = null, int frauds = 0, double? probability = null) =>
        [.. Evaluate(order, after, frauds, probability).Select(f => f.Code)];

    private static RuleVerdict VerdictOf(Order order, IEnumerable<Order>? after = null) => RuleVerdict.Of(Evaluate(order, after, 0, null));

    private static List<FiredRule> Evaluate(Order order, IEnumerable<Order>? after, int frauds, double? probability)
    {
        var fired = new List<FiredRule>();
        Rules.Evaluate(new RuleInputs(order, "acme", "main", FeaturesOf(order, after, frauds).Values, probability), null, fired);
        return fired;
    }
}
