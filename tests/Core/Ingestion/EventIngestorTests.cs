using System.Text;
using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Fraud;
using static MerchantOps.Tests.Core.Ingestion.IngestionFixture;

namespace MerchantOps.Tests.Core.Ingestion;

public sealed class EventIngestorTests : IDisposable
{
    private readonly IngestionFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task An_order_is_stored_with_its_decision_and_a_reason()
    {
        await fixture.IngestAsync(1, Placed("1001"));

        var order = await fixture.FindAsync("1001");
        Assert.Equal(Outcome.Approve, order?.Decision?.Outcome);
        Assert.NotEmpty(order!.Decision!.Reasons);
        Assert.Equal("main:1001", order.Id);
        Assert.Equal("1001", order.ReadOrder()?.Id);
    }

    [Fact]
    public async Task A_review_is_archived_and_one_without_a_rating_is_quarantined()
    {
        var good = Event(EventTypes.ProductReviewed, "r1", "product/p1", "acme", null, """{"product":"p1","rating":5,"at":"2026-03-01T12:00:00Z"}"""u8.ToArray());
        var bad = Event(EventTypes.ProductReviewed, "r2", "product/p1", "acme", null, """{"product":"p1","at":"2026-03-01T12:00:00Z"}"""u8.ToArray());

        await fixture.IngestAsync(1, good, bad);

        Assert.Equal(1, fixture.Stats.Quarantined);
        Assert.Equal(2, await fixture.Archive.ScanAsync(Noon, Noon.AddHours(1), CancellationToken.None).CountAsync());
    }

    [Fact]
    public async Task A_batch_delivered_twice_moves_signals_once()
    {
        await fixture.IngestAsync(1, Placed("1"), Placed("2"));

        await fixture.IngestAsync(1, Placed("1"), Placed("2"));

        Assert.Equal(2, (await fixture.CustomerAsync("c1"))?.Orders);
        Assert.Equal(2, (await fixture.DeviceAsync("d1"))?.Orders);
        Assert.Equal(2, fixture.Stats.Approved);
    }

    [Fact]
    public async Task A_batch_cut_elsewhere_after_a_restart_moves_signals_once()
    {
        await fixture.IngestAsync(1, Placed("1"), Placed("2"));

        await fixture.IngestAsync(1, Placed("1"));
        await fixture.IngestAsync(2, Placed("2"), Placed("3"));

        Assert.Equal(3, (await fixture.CustomerAsync("c1"))?.Orders);
    }

    [Fact]
    public async Task An_event_that_comes_from_another_position_is_a_double()
    {
        await fixture.IngestAsync(1, Placed("1"));

        await fixture.IngestAsync(2, Placed("1"));

        Assert.Equal(1, (await fixture.CustomerAsync("c1"))?.Orders);
        Assert.Equal(1, fixture.Stats.Doubles);
    }

    [Fact]
    public async Task Another_event_that_places_the_same_order_moves_no_signals()
    {
        await fixture.IngestAsync(1, Placed("1"), Placed("1", eventId: "placed-again"));

        Assert.Equal(1, (await fixture.CustomerAsync("c1"))?.Orders);
        Assert.Equal(1, fixture.Stats.Approved);
    }

    [Fact]
    public async Task A_kill_between_orders_and_signals_is_made_good_by_the_next_delivery()
    {
        fixture.Store.FailsBefore = writes => writes.Any(w => w.Key.Container is "customers");
        await Assert.ThrowsAsync<UnavailableException>(() => fixture.IngestAsync(1, Placed("1"), Placed("2", total: 900)));
        fixture.Store.FailsBefore = static _ => false;
        var before = await fixture.FindAsync("2");

        await fixture.IngestAsync(1, Placed("1"), Placed("2", total: 900));

        Assert.Equal(2, (await fixture.CustomerAsync("c1"))?.Orders);
        var after = await fixture.FindAsync("2");
        Assert.Equal(before!.Decision!.Features, after!.Decision!.Features);
    }

    [Fact]
    public async Task A_batch_whose_reply_was_lost_moves_signals_once()
    {
        fixture.Store.FailsAfter = writes => writes.Any(w => w.Key.Container is "customers");
        await Assert.ThrowsAsync<UnavailableException>(() => fixture.IngestAsync(1, Placed("1")));
        fixture.Store.FailsAfter = static _ => false;

        await fixture.IngestAsync(1, Placed("1"));

        Assert.Equal(1, (await fixture.CustomerAsync("c1"))?.Orders);
        Assert.Equal(0, fixture.Stats.PositionsWentBack);
    }

    [Fact]
    public async Task A_change_that_overtakes_its_order_waits_for_it()
    {
        await fixture.IngestAsync(1, Change(EventTypes.OrderPaid, "1", at: Noon.AddMinutes(1)));
        var early = await fixture.FindAsync("1");

        await fixture.IngestAsync(2, Placed("1"));

        Assert.Null(early?.Decision);
        var order = await fixture.FindAsync("1");
        Assert.Equal("paid", order?.Status);
        Assert.NotNull(order?.Decision);
    }

    [Fact]
    public async Task A_chargeback_counts_against_customer_and_device_once_and_a_won_dispute_takes_it_back()
    {
        await fixture.IngestAsync(1, Placed("1"), Change(EventTypes.OrderChargedBack, "1"), Change(EventTypes.OrderChargedBack, "1", eventId: "again"));
        var charged = (await fixture.CustomerAsync("c1"))?.Frauds;

        await fixture.IngestAsync(4, Change(EventTypes.OrderDisputeWon, "1"));

        Assert.Equal(1, charged);
        Assert.Equal(0, (await fixture.DeviceAsync("d1"))?.Frauds);
        Assert.False((await fixture.FindAsync("1"))?.Label?.Fraud);
    }

    [Fact]
    public async Task A_chargeback_that_overtakes_its_order_counts_once_however_often_both_come()
    {
        await fixture.IngestAsync(1, Change(EventTypes.OrderChargedBack, "1"), Placed("1"));

        await fixture.IngestAsync(1, Change(EventTypes.OrderChargedBack, "1"), Placed("1"));

        Assert.Equal(1, (await fixture.CustomerAsync("c1"))?.Frauds);
        Assert.Equal(1, (await fixture.CustomerAsync("c1"))?.Orders);
    }

    [Fact]
    public async Task A_chargeback_that_overtakes_an_order_of_a_settled_customer_counts_against_the_device_too()
    {
        await fixture.IngestAsync(1, Placed("1"), Placed("2"), Placed("3"), Placed("4"));

        await fixture.IngestAsync(5, Change(EventTypes.OrderChargedBack, "5"), Placed("5"));

        Assert.Equal(1, (await fixture.CustomerAsync("c1"))?.Frauds);
        Assert.Equal(1, (await fixture.DeviceAsync("d1"))?.Frauds);
    }

    [Fact]
    public async Task Partitions_that_share_a_device_count_every_order_of_it_once()
    {
        var batches = Enumerable.Range(0, 8).Select(p => Batch(
            1, [.. Enumerable.Range(0, 20).Select(i => Placed($"{i}", $"m{p}", $"c{i}", "shared"))], $"{p}"));

        await Parallel.ForEachAsync(batches, async (batch, ct) => await fixture.Ingestor.IngestAsync(batch, ct));

        Assert.Equal(160, (await fixture.DeviceAsync("shared"))?.Orders);
    }

    [Fact]
    public async Task Positions_that_go_back_raise_an_alarm_and_still_count()
    {
        await fixture.IngestAsync(100, Placed("1"));

        await fixture.IngestAsync(1, Placed("2"));

        Assert.Equal(2, (await fixture.CustomerAsync("c1"))?.Orders);
        Assert.True(fixture.Stats.PositionsWentBack > 0);
    }

    [Fact]
    public async Task Unreadable_events_go_to_quarantine_with_their_bytes_and_stop_nobody()
    {
        byte[][] bodies =
        [
            "not json"u8.ToArray(), CloudEventCodec.Write(Placed("1")), [0xff, 0xfe, 0x00], [], "{\"specversion\":\"1.0\"}"u8.ToArray(),
            CloudEventCodec.Write(Event(EventTypes.OrderPlaced, "e", "order/2", "acme", Noon, "{\"id\":\"2\",\"placedAt\":\"2026-03-01T00:00:00Z\",\"total\":{\"amount\":\"1e400\",\"currency\":\"USD\"}}"u8.ToArray())),
            Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[", 5000))),
        ];

        await fixture.Ingestor.IngestAsync(Raw(1, bodies), CancellationToken.None);

        var page = await fixture.Quarantine.ListAsync(null, 100, null, CancellationToken.None);
        Assert.Equal(6, page.Events.Count);
        Assert.Equal(bodies[0], page.Events[0].Body);
        Assert.All(page.Events, e => Assert.NotEmpty(e.Detail));
        Assert.NotNull(await fixture.FindAsync("1"));
    }

    [Fact]
    public async Task A_mended_event_is_replayed_and_takes_effect()
    {
        await fixture.Ingestor.IngestAsync(Raw(1, ["{\"oops\":true}"u8.ToArray()]), CancellationToken.None);
        var id = (await fixture.Quarantine.ListAsync("open", 10, null, CancellationToken.None)).Events[0].Id;

        await Assert.ThrowsAsync<InvalidInputException>(() => fixture.Quarantine.MendAsync(id, "{}"u8.ToArray(), "ann", CancellationToken.None));
        await fixture.Quarantine.MendAsync(id, CloudEventCodec.Write(Placed("7")), "ann", CancellationToken.None);
        var replayed = await fixture.Quarantine.ReplayAsync(id, "ann", CancellationToken.None);

        Assert.Equal("replayed", replayed.State);
        await fixture.IngestAsync(2, fixture.Stream.Events);
        Assert.NotNull((await fixture.FindAsync("7"))?.Decision);
    }

    [Fact]
    public async Task A_scored_order_keeps_its_decision_and_its_ingestion_moves_the_signals()
    {
        var order = OrderOf("1", "c1", "d1", 40);
        var scored = await fixture.Scoring.ScoreAsync(new("acme", "main", order), CancellationToken.None);
        fixture.Time.Advance(TimeSpan.FromHours(1));
        var again = await fixture.Scoring.ScoreAsync(new("acme", "main", order), CancellationToken.None);

        await fixture.IngestAsync(1, fixture.Stream.Events);

        Assert.Equal(scored.Decision!.DecidedAt, again.Decision!.DecidedAt);
        Assert.Equal(scored.Decision.DecidedAt, (await fixture.FindAsync("1"))!.Decision!.DecidedAt);
        Assert.Equal(1, (await fixture.CustomerAsync("c1"))?.Orders);
    }
}
