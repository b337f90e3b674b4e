using MerchantOps.Reviews;

namespace MerchantOps.Tests.Core.Reviews;

public sealed class LabelPrecedenceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Nothing_said_is_no_label() => Assert.Null(LabelPrecedence.Effective([]));

    [Theory]
    [InlineData("review:good:1 chargeback:fraud:0", true, "chargeback")]
    [InlineData("chargeback:fraud:0 review:good:1", true, "chargeback")]
    [InlineData("chargeback:fraud:0 dispute-won:good:5", false, "dispute-won")]
    [InlineData("dispute-won:good:5 chargeback:fraud:0", false, "dispute-won")]
    [InlineData("chargeback:fraud:0 dispute-won:good:5 chargeback:fraud:9", true, "chargeback")]
    [InlineData("review:fraud:0 appeal:good:1", false, "appeal")]
    [InlineData("chargeback:fraud:0 appeal:good:1", false, "appeal")]
    [InlineData("appeal:good:1 chargeback:fraud:9", true, "chargeback")]
    [InlineData("appeal:good:1 review:fraud:9", false, "appeal")]
    [InlineData("refund:fraud:9 review:good:1", false, "review")]
    [InlineData("refund:fraud:0", true, "refund")]
    [InlineData("review:good:1 review:fraud:2", true, "review")]
    [InlineData("review:fraud:2 review:good:1", true, "review")]
    [InlineData("review:fraud:1 review:good:1", false, "review")]
    public void Of_contradictory_statements_the_newest_of_the_weightiest_holds(string statements, bool fraud, string source)
    {
        var label = LabelPrecedence.Effective(Parse(statements));

        Assert.Equal((fraud, source), (label!.Fraud, label.Source));
    }

    [Fact]
    public void However_many_statements_come_the_label_is_that_of_all_of_them()
    {
        var random = new Random(1);
        string[] sources = [LabelSources.Chargeback, LabelSources.DisputeWon, LabelSources.Appeal, LabelSources.Review, LabelSources.Refund];
        var (kept, all) = (new List<LabelStatement>(), new List<LabelStatement>());
        for (var i = 0; i < 500; i++)
        {
            var statement = new LabelStatement(random.Next(2) == 0, Noon.AddHours(random.Next(300)), sources[random.Next(sources.Length)]);
            all.Add(statement);

            LabelPrecedence.Add(kept, statement);

            Assert.Equal(LabelPrecedence.Effective(all), LabelPrecedence.Effective(kept));
            Assert.True(kept.Count <= 40);
        }
    }

    [Theory]
    [InlineData("fraudulent", true)]
    [InlineData("Fraud", true)]
    [InlineData("suspected_fraud", true)]
    [InlineData("card stolen", true)]
    [InlineData("not fraud", false)]
    [InlineData("requested_by_customer", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_refund_tells_of_fraud_only_by_words_that_say_so(string? reason, bool fraud) => Assert.Equal(fraud, FraudReasons.IsFraud(reason));

    private static List<LabelStatement> Parse(string statements) =>
        [.. statements.Split(' ').Select(static s => s.Split(':')).Select(static p => new LabelStatement(p[1] == "fraud", Noon.AddHours(int.Parse(p[2], System.Globalization.CultureInfo.InvariantCulture)), p[0]))];
}
