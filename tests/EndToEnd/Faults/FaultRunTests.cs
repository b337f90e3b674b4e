using Xunit.Abstractions;

namespace MerchantOps.Tests.EndToEnd.Faults;

/// <summary>
/// What must hold when the server is killed again and again under load: in short form here, in full (100,000 events and more, 24 kills and
/// more) with <c>MERCHANTOPS_FULL_FAULTS=1</c>.
/// </summary>
public sealed class FaultRunTests(FaultRun run, ITestOutputHelper output) : IClassFixture<FaultRun>
{
    [Fact]
    public void The_run_was_as_hard_as_planned()
    {
        var perSecond = run.Acknowledged / run.Sending.TotalSeconds;

        output.WriteLine($"{run.Acknowledged} webhooks acknowledged at {perSecond:F0}/s, {run.Retries} sent again, {run.Kills} kills, {run.PoisonSent} poison events.");
        Assert.True(run.Acknowledged >= run.Plan.Events, $"{run.Acknowledged} events are fewer than planned.");
        Assert.True(run.Kills >= run.Plan.Kills, $"{run.Kills} kills are fewer than planned.");
    }

    [Fact]
    public void Nothing_acknowledged_is_lost_or_undecided_and_no_effect_happens_twice() => Assert.Equal("", string.Join('\n', run.Faults));

    [Fact]
    public void Every_acknowledged_poison_event_is_in_quarantine()
    {
        Assert.NotEqual(0, run.PoisonSent);
        Assert.Equal("", string.Join('\n', run.PoisonMissing));
    }

    [Fact]
    public void A_merchant_whose_document_is_broken_is_parked_and_holds_up_nobody()
    {
        Assert.Equal([FaultRun.BadMerchant], run.Parked);
        Assert.Equal("", string.Join('\n', run.HeldUp));
    }
}
