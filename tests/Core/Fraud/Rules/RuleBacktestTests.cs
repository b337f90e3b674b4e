using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Fraud.Rules;
using MerchantOps.Tests.Core.Ingestion;
using static MerchantOps.Tests.Core.Ingestion.IngestionFixture;

namespace MerchantOps.Tests.Core.Fraud.Rules;

public sealed class RuleBacktestTests : IDisposable
{
    private const string Large = "version: 9\nrules:\n- code: large\n  when: amount > 100\n  outcome: decline\n  text: {en: e, zh: z}\n- code: huge\n  when: amount > 500\n  score: 0.9\n  mode: shadow\n  text: {en: e, zh: z}\n";

    private readonly IngestionFixture shop = new();

    public void Dispose() => shop.Dispose();

    [Fact]
    public async Task It_tells_what_each_rule_would_have_stopped_caught_and_cost()
    {
        var old = Noon.AddDays(-20);
        await shop.IngestAsync(
            1, Placed("1", customer: "a", device: "da", total: 200, at: old), Placed("2", customer: "b", device: "db", total: 300, at: old),
            Placed("3", customer: "c", device: "dc", total: 20, at: old), Placed("4", customer: "d", device: "dd", total: 1000), Change(EventTypes.OrderChargedBack, "1"));
        shop.Time.Advance(TimeSpan.FromHours(1));

        var report = await shop.Backtest.RunAsync(RuleSet.Parse(Large), 30, CancellationToken.None);

        Assert.Equal((4, 0, true), (report.Orders, report.Skipped, report.Complete));
        Assert.Equal(new BacktestFigures(3, Frauds: 1, Good: 1, Unsettled: 1, Saved: 160, Lost: 90), report.Stopped);
        Assert.Equal(("large", 3, 3), (report.Rules[0].Code, report.Rules[0].Fired, report.Rules[0].Alone));
        Assert.Equal((1, 0, 1), (report.Rules[1].Fired, report.Rules[1].Alone, report.Rules[1].Stopped.Orders));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(91)]
    public async Task Days_are_bounded(int days) =>
        await Assert.ThrowsAsync<InvalidInputException>(() => shop.Backtest.RunAsync(RuleSet.Parse(Large), days, CancellationToken.None));
}
