using MerchantOps.Errors;
using MerchantOps.Storage;
using static MerchantOps.Tests.Core.Ingestion.IngestionFixture;

namespace MerchantOps.Tests.Core.Ingestion;

public sealed class ParkedMerchantTests : IDisposable
{
    private static readonly DocumentKey Broken = new("orders", "bad", "main:1");

    private readonly IngestionFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_merchant_with_a_broken_document_is_parked_and_the_others_go_on()
    {
        await BreakAsync();

        await fixture.IngestAsync(1, Placed("1", "bad"), Placed("1", "good"), Placed("2", "bad"));

        Assert.NotNull(await fixture.FindAsync("1", "good"));
        Assert.Null(await fixture.FindAsync("2", "bad"));
        Assert.Equal(["bad"], (await fixture.Drain.ListAsync(CancellationToken.None)).Select(p => p.Merchant));
    }

    [Fact]
    public async Task Later_events_of_a_parked_merchant_wait_behind_the_first()
    {
        await BreakAsync();
        await fixture.IngestAsync(1, Placed("1", "bad"));

        await fixture.IngestAsync(2, Placed("2", "bad"), Placed("9", "good"));
        var waiting = await fixture.FindAsync("2", "bad");
        await MendAsync();
        var released = await fixture.Drain.DrainAsync(CancellationToken.None);

        Assert.Null(waiting);
        Assert.Equal(1, released);
        Assert.NotNull(await fixture.FindAsync("1", "bad"));
        Assert.NotNull(await fixture.FindAsync("2", "bad"));
        Assert.Equal(2, (await fixture.CustomerAsync("c1", "bad"))?.Orders);
        Assert.Equal(3, (await fixture.DeviceAsync("d1"))?.Orders);
    }

    [Fact]
    public async Task A_merchant_that_still_fails_stays_parked_and_loses_nothing()
    {
        await BreakAsync();
        await fixture.IngestAsync(1, Placed("1", "bad"));

        var released = await fixture.Drain.DrainAsync(CancellationToken.None);
        await MendAsync();
        await fixture.Drain.DrainAsync(CancellationToken.None);

        Assert.Equal(0, released);
        Assert.NotNull(await fixture.FindAsync("1", "bad"));
        Assert.Empty(await fixture.Drain.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_released_merchant_is_ingested_as_before()
    {
        await BreakAsync();
        await fixture.IngestAsync(1, Placed("1", "bad"));
        await MendAsync();
        await fixture.Drain.DrainAsync(CancellationToken.None);

        await fixture.IngestAsync(2, Placed("3", "bad"));

        Assert.NotNull(await fixture.FindAsync("3", "bad"));
        Assert.Equal(2, (await fixture.CustomerAsync("c1", "bad"))?.Orders);
    }

    [Fact]
    public async Task A_drain_that_is_killed_midway_counts_every_order_once()
    {
        await BreakAsync();
        await fixture.IngestAsync(1, Placed("1", "bad"), Placed("2", "bad"));
        await MendAsync();
        fixture.Store.FailsBefore = writes => writes.Any(w => w is { Kind: WriteKind.Delete, Key.Container: "parking" });
        await Assert.ThrowsAsync<UnavailableException>(() => fixture.Drain.DrainAsync(CancellationToken.None));
        fixture.Store.FailsBefore = static _ => false;

        await fixture.Drain.DrainAsync(CancellationToken.None);

        Assert.Equal(2, (await fixture.CustomerAsync("c1", "bad"))?.Orders);
        Assert.Empty(await fixture.Drain.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_merchant_whose_partition_the_store_refuses_is_parked_while_the_store_takes_others()
    {
        fixture.Store.FailsBefore = writes => writes.Any(w => w.Key is { Container: "orders", Partition: "bad" });

        await fixture.IngestAsync(1, Placed("1", "bad"), Placed("1", "good"));

        Assert.NotNull(await fixture.FindAsync("1", "good"));
        Assert.Equal(["bad"], (await fixture.Drain.ListAsync(CancellationToken.None)).Select(p => p.Merchant));
    }

    [Fact]
    public async Task A_store_that_is_down_parks_nobody()
    {
        fixture.Store.FailsBefore = static _ => true;

        await Assert.ThrowsAsync<UnavailableException>(() => fixture.IngestAsync(1, Placed("1", "bad"), Placed("1", "good")));

        fixture.Store.FailsBefore = static _ => false;
        Assert.Empty(await fixture.Drain.ListAsync(CancellationToken.None));
    }

    private Task<SaveResult> BreakAsync() => fixture.Store.SaveAsync(DocumentWrite.Upsert(Broken, "{\"id\":[]}"u8.ToArray()), CancellationToken.None);

    private Task<SaveResult> MendAsync() => fixture.Store.SaveAsync(DocumentWrite.Delete(Broken), CancellationToken.None);
}
