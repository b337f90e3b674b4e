using MerchantOps.Errors;
using MerchantOps.Events;
using static MerchantOps.Tests.Core.Ingestion.IngestionFixture;

namespace MerchantOps.Tests.Core.Ingestion;

public sealed class LabelTests : IDisposable
{
    private readonly IngestionFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_chargeback_and_its_won_dispute_in_one_batch_that_is_killed_midway_cancel_out()
    {
        await fixture.IngestAsync(1, Placed("0"), Change(EventTypes.OrderChargedBack, "0"), Placed("1"));
        CloudEvent[] batch = [Change(EventTypes.OrderChargedBack, "1"), Change(EventTypes.OrderDisputeWon, "1")];
        fixture.Store.FailsBefore = static writes => writes.Any(static w => w.Key.Container is "customers");
        await Assert.ThrowsAsync<UnavailableException>(() => fixture.IngestAsync(4, batch));
        fixture.Store.FailsBefore = static _ => false;

        await fixture.IngestAsync(4, batch);

        Assert.Equal(1, (await fixture.CustomerAsync("c1"))?.Frauds);
        Assert.Equal(1, (await fixture.DeviceAsync("d1"))?.Frauds);
    }

    [Fact]
    public async Task A_label_set_withdrawn_and_set_again_counts_as_it_stands()
    {
        await fixture.IngestAsync(
            1, Placed("1"), Change(EventTypes.OrderChargedBack, "1"), Change(EventTypes.OrderDisputeWon, "1"), Change(EventTypes.OrderChargedBack, "1", eventId: "again"));

        Assert.Equal(1, (await fixture.CustomerAsync("c1"))?.Frauds);
        Assert.True((await fixture.FindAsync("1"))?.Label?.Fraud);
    }
}
