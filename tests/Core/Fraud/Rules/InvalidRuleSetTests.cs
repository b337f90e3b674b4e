using System.Text;
using MerchantOps.Fraud.Rules;
using static MerchantOps.Tests.Core.Fraud.Rules.RuleScene;

namespace MerchantOps.Tests.Core.Fraud.Rules;

public sealed class InvalidRuleSetTests
{
    private const string Good = """
        version: 1
        lists:
          risky: [FR, "NG"]
        rules:
        - code: one
          when: shipping.country in risky and amount > 5
          score: 0.4
          mode: on
          limit: {orders: 5, per: 1h}
          text: {en: "a {amount:0.0}", zh: b}
        """;

    [Fact]
    public void Every_fault_is_told_at_once_with_line_column_rule_and_reason()
    {
        var faults = FaultsOf("""
            version: three
            rules:
            - code: one
              when: amout > 5
              score: 2
              text: {en: a, zh: "b {nowhere}"}
            - code: one
              when: amount
              outcome: destroy
              text: {en: a}
            """);

        Assert.Equal(
            [
                "line 1, column 10: version is a whole number from 1 to 1000000000",
                "line 4, column 9, rule one: there is no field or list amout; did you mean amount?",
                "line 5, column 10, rule one: a score is a number from 0 to 1",
                "line 6, column 25, rule one: there is no field or list nowhere",
                "line 7, column 9: there are two rules one",
                "line 8, column 9: this is a number, where a condition is needed",
                "line 9, column 12: outcome is approve, review, decline, not destroy",
                "line 10, column 9: zh is missing",
            ],
            faults.Select(f => f.ToString()));
    }

    [Theory]
    [InlineData("version: 1", "rules is missing")]
    [InlineData("rules: []", "1 to 300 rules")]
    [InlineData("- a", "a rule set has the keys")]
    [InlineData("", "the rule set is empty")]
    [InlineData("a: [", "this is not YAML")]
    [InlineData("version: 1\n---\nversion: 2", "one document")]
    [InlineData("version: &a 1\nrules: *a", "anchors, aliases and tags")]
    [InlineData("version: !!int 1", "anchors, aliases and tags")]
    [InlineData("version: 1\nversion: 2", "comes twice")]
    [InlineData("a: [[[[[[[1]]]]]]]", "6 levels deep")]
    [InlineData("a: \"\\UFFFFFFFF\"", "not YAML")]
    [InlineData("? [a]\n: b", "a key is a single word")]
    public void A_set_of_another_shape_is_refused(string yaml, string reason) =>
        Assert.Contains(FaultsOf(yaml), fault => fault.Reason.Contains(reason, StringComparison.Ordinal));

    [Theory]
    [InlineData("code: one", "code: One", "lower-case letters")]
    [InlineData("mode: on", "mode: maybe", "mode is on, shadow, off, not maybe")]
    [InlineData("score: 0.4", "weight: 0.4", "the key weight has no meaning here")]
    [InlineData("score: 0.4", "mood: 1", "either a score or an outcome")]
    [InlineData("score: 0.4", "score: 0.4\n  outcome: review", "either a score or an outcome")]
    [InlineData("{orders: 5, per: 1h}", "{orders: 0, per: 1h}", "orders is a whole number from 1 to 1000000")]
    [InlineData("{orders: 5, per: 1h}", "{orders: 5, per: 1}", "per is a duration from 1m to 30d")]
    [InlineData("{orders: 5, per: 1h}", "{orders: 5, per: 1s}", "per is a duration from 1m to 30d")]
    [InlineData("{orders: 5, per: 1h}", "5", "limit is none, or has the keys")]
    [InlineData("{amount:0.0}", "{amount:0.000}", "there is no format 0.000 of a number")]
    [InlineData("{amount:0.0}", "{amount", "never closed")]
    [InlineData("{amount:0.0}", "}", "closes nothing")]
    [InlineData("{amount:0.0}", "{buyer.email}", "nothing that identifies a person")]
    [InlineData("{amount:0.0}", "{risky}", "a list cannot be told")]
    [InlineData("[FR, \"NG\"]", "FR", "risky is a list, not a single value")]
    [InlineData("  risky:", "  amount:", "a list needs a name of its own")]
    public void A_rule_with_a_fault_is_refused(string part, string broken, string reason) =>
        Assert.Contains(FaultsOf(Good.Replace(part, broken, StringComparison.Ordinal)), fault => fault.Reason.Contains(reason, StringComparison.Ordinal));

    [Fact]
    public void A_fault_in_a_condition_over_several_lines_names_its_line()
    {
        var fault = FaultsOf(Good.Replace("shipping.country in risky and amount > 5", "|\n    amount > 5\n    and amout > 6", StringComparison.Ordinal)).Single();

        Assert.Equal((8, "one"), (fault.Line, fault.Rule));
    }

    [Fact]
    public void At_most_fifty_faults_are_told()
    {
        var faults = FaultsOf("version: 1\nrules:\n" + string.Concat(Enumerable.Repeat("- code: X\n", 100)));

        Assert.Equal(InvalidRuleSetException.MaxFaults, faults.Count);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("a: \n ")]
    [InlineData("\"")]
    [InlineData("%")]
    [InlineData("#\n")]
    [InlineData("a")]
    [InlineData("{a: ")]
    [InlineData("!")]
    [InlineData("&a ")]
    [InlineData("--- ")]
    [InlineData(">")]
    public void The_same_piece_over_and_over_is_refused_in_time(string piece) =>
        Assert.NotEmpty(FaultsOf(string.Concat(Enumerable.Repeat(piece, 400_000 / piece.Length))));

    [Fact]
    public void Any_bytes_are_a_rule_set_or_refused()
    {
        var random = new Random(7);
        var good = Encoding.UTF8.GetBytes(Good);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = (byte[])good.Clone();
            for (var change = random.Next(1, 6); change > 0; change--)
                bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)"\n -:{}[]\"'#&*!|>%@`,?=()~"[random.Next(25)];
            var cut = Encoding.UTF8.GetString(bytes, 0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length);

            try
            {
                Evaluate(Parse(cut));
            }
            catch (InvalidRuleSetException refused)
            {
                Assert.All(refused.Faults, static fault => Assert.True(fault is { Line: > 0, Column: > 0, Reason.Length: > 0 }));
            }
        }
    }

    private static IReadOnlyList<RuleFault> FaultsOf(string yaml)
    {
        var refused = Assert.Throws<InvalidRuleSetException>(() => Parse(yaml));
        Assert.Equal(422, refused.Status);
        return refused.Faults;
    }
}
