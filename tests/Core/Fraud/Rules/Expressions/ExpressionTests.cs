using MerchantOps.Fraud.Rules;
using MerchantOps.Fraud.Rules.Expressions;
using static MerchantOps.Tests.Core.Fraud.Rules.RuleScene;

namespace MerchantOps.Tests.Core.Fraud.Rules.Expressions;

public sealed class ExpressionTests
{
    private static readonly Dictionary<string, ListExpression> Lists = new()
    {
        ["risky"] = ListExpression.OfTexts(["FR", "example.com"]),
        ["sizes"] = ListExpression.OfNumbers([100, 0.1]),
    };

    [Theory]
    [InlineData("amount > 99 and amount <= 100")]
    [InlineData("100 >= amount and 99 < amount")]
    [InlineData("not amount > 100 and (false or true)")]
    [InlineData("false and true or true")]
    [InlineData("1 + 2 * 3 = 7 and (1 + 2) * 3 = 9 and -2 - -3 == 1 and 7 / 2 = 3.5")]
    [InlineData("abs(-3) = 3 and floor(2.7) = 2 and ceiling(2.1) = 3 and round(2.5) = 3 and round(2.345, 2) = 2.35 and min(3, 1, 2) = 1 and max(3, 5) = 5")]
    [InlineData("round(exp(ln(5)), 6) = 5")]
    [InlineData("if(amount > 50, 1, 2) = 1 and if(guest, 'a', 'b') = 'b'")]
    [InlineData("shipping.country = 'FR' and billing.country != shipping.country")]
    [InlineData("shipping.country in risky and billing.country not in risky and payment.method in ['wallet', \"CARD\"]")]
    [InlineData("amount in sizes and amount not in [1, -2, 3.5]")]
    [InlineData("buyer.email_domain = 'shop.example.com' and matches_domain(buyer.email_domain, risky) and matches_domain(buyer.email_domain, 'example.com')")]
    [InlineData("not matches_domain(buyer.email_domain, 'ample.com')")]
    [InlineData("starts_with(payment.bin, '4111') and ends_with(payment.bin, '11') and contains(buyer.email, '.noon@') and length(payment.bin) = 6")]
    [InlineData("lower(buyer.email_domain) = 'shop.example.com' and coalesce(device.country, billing.country) = 'de'")]
    [InlineData("placed_at - buyer.registered_at = 30m and placed_at < buyer.registered_at + 1h")]
    [InlineData("hour(placed_at) = 12 and weekday(placed_at) = 7 and placed_at > time('2026-01-01') and placed_at < time('2027-01-01T00:00:00Z')")]
    [InlineData("days_between(time('2026-02-27T12:00:00Z'), placed_at) = 2 and minutes_between(buyer.registered_at, placed_at) = 30")]
    [InlineData("2 * 30m = 1h and 1d / 1h = 24 and 1w - 1d > 5d and abs(-5m) = 300s")]
    [InlineData("order.total = 409.94 and order.currency = 'eur' and country = 'DE' and merchant = 'acme' and shop = 'main' and buyer.orders = 3")]
    [InlineData("not learned and is_missing(probability) and not order.test")]
    [InlineData("'it''s' = \"it's\"")]
    public void Holds(string expression) => Assert.True(Truth(expression, Inputs()));

    [Theory]
    [InlineData("device_cards > 0")]
    [InlineData("device_cards != 1")]
    [InlineData("device_cards != order.total")]
    [InlineData("device_cards + 1 > 0 or device_cards * 0 = 0 or max(device_cards, 5) > 1")]
    [InlineData("device_cards in [1, 2] or device_cards not in [1, 2]")]
    [InlineData("device.country = 'DE' or device.country != 'DE' or device.country in ['DE'] or device.country not in ['DE']")]
    [InlineData("contains(device.country, 'D') or starts_with(billing.city, device.country) or length(device.country) >= 0")]
    [InlineData("guest or is_missing(amount) or is_missing(country)")]
    [InlineData("amount / 0 > 1 or amount / 0 < 1")]
    public void Anything_missing_makes_a_comparison_false(string expression) =>
        Assert.False(Truth(expression, Inputs(cards: float.NaN, guest: float.NaN)));

    [Theory]
    [InlineData("is_missing(device_cards) and is_missing(device.country) and is_missing(guest) and coalesce(device_cards, 4) = 4")]
    [InlineData("is_missing(placed_at - placed_at + 1h / amount) = false and is_missing(device_cards + 1)")]
    public void What_is_missing_can_be_asked_for(string expression) =>
        Assert.True(Truth(expression, Inputs(cards: float.NaN, guest: float.NaN)));

    [Theory]
    [InlineData("person_fraud_share = 0.1")]
    [InlineData("person_fraud_share >= 0.1 and 0.1 <= person_fraud_share")]
    [InlineData("person_fraud_share in [0.1] and person_fraud_share in sizes")]
    public void A_literal_is_as_exact_as_the_feature_it_is_compared_with(string expression) =>
        Assert.True(Truth(expression, Inputs(share: 0.1f)));

    [Theory]
    [InlineData("amout > 5", 0, "did you mean amount")]
    [InlineData("amount > 5 and", 14, "a value is expected here")]
    [InlineData("amount > 'x'", 7, "number cannot be compared with a text")]
    [InlineData("amount and guest", 7, "joins conditions")]
    [InlineData("placed_at + placed_at > 1h", 10, "time + time has no meaning")]
    [InlineData("account_minutes < 60m", 16, "number cannot be compared with a duration")]
    [InlineData("1 < amount < 5", 11, "not expected here")]
    [InlineData("'a' < 'b'", 4, "not smaller or larger")]
    [InlineData("amount in risky", 7, "cannot be in a list of other values")]
    [InlineData("amount in guest", 7, "a list is expected, not a condition")]
    [InlineData("amount in [1, 'x']", 10, "texts alone or numbers alone")]
    [InlineData("amount in []", 10, "1 to 200 values")]
    [InlineData("rond(amount) = 1", 0, "did you mean round")]
    [InlineData("round(guest) = 1", 0, "round cannot be called with (condition)")]
    [InlineData("min(1, 1h) = 1", 0, "min cannot be called with (number, duration)")]
    [InlineData("time('yesterday') < placed_at", 0, "time cannot be called with (text)")]
    [InlineData("amount > 5 # 3", 11, "has no meaning here")]
    [InlineData("billing.city = 'Ulm", 15, "no closing '")]
    [InlineData("amount > 1.2.3", 9, "not a number")]
    [InlineData("1x > 0", 0, "a duration is a number with s, m, h, d or w")]
    [InlineData("(amount > 5", 11, ") is expected here, not the end")]
    [InlineData("-guest", 0, "has no negative")]
    [InlineData("country > 7", 8, "text cannot be compared with a number")]
    [InlineData("", 0, "a value is expected here, not the end")]
    public void A_fault_says_where_and_why(string expression, int offset, string reason)
    {
        var fault = Assert.Throws<ExpressionFault>(() => Compile(expression));

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Equal(offset, fault.Offset);
    }

    [Theory]
    [InlineData('(')]
    [InlineData('-')]
    public void Nesting_is_bounded(char opener) =>
        Assert.Contains("levels deep", Assert.Throws<ExpressionFault>(() => Compile(new string(opener, 1_900))).Message, StringComparison.Ordinal);

    [Fact]
    public void Length_is_bounded() =>
        Assert.Contains("2000 characters", Assert.Throws<ExpressionFault>(() => Compile(new string(' ', 2_001))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_long_chain_is_evaluated()
    {
        var chain = string.Join(" or ", Enumerable.Repeat("guest", 220)) + " or true";

        Assert.True(Truth(chain, Inputs()));
    }

    [Fact]
    public void Any_text_is_compiled_or_refused_with_a_place_inside_it()
    {
        var random = new Random(4);
        string[] pieces = ["amount", "guest", "risky", "billing.city", "placed_at", "1", "2.5", "3h", "'a'", "(", ")", "[", "]", ",", "and", "or", "not", "in", "=", "<", "!=", "+", "-", "*", "/", "min", "if", "coalesce", "is_missing", "\0", "\ud800", "中", "'", "."];
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Join(random.Next(3) == 0 ? "" : " ", Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)]));

            try
            {
                if (Compile(text) is TruthExpression truth)
                    truth.Value(Inputs(cards: float.NaN));
            }
            catch (ExpressionFault fault)
            {
                Assert.InRange(fault.Offset, 0, text.Length);
            }
        }
    }

    private static Expression Compile(string expression) => new ExpressionParser(expression, Fields, Lists).Parse();

    private static bool Truth(string expression, RuleInputs inputs) => Assert.IsType<TruthExpression>(Compile(expression)).Value(inputs);
}
