using System.Text.Json;
using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Fraud;
using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;
using MerchantOps.Reviews;
using static MerchantOps.Tests.Core.Ingestion.IngestionFixture;

namespace MerchantOps.Tests.Core.Ingestion;

public sealed class AftermathApplierTests : IDisposable
{
    private static readonly string[] Reviewers = ["ann", "bob", "carl"];

    private readonly IngestionFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_refund_for_fraud_labels_the_order_and_counts_once()
    {
        CloudEvent[] batch = [Placed("1"), Placed("2"), Refunded("1", "fraudulent"), Refunded("2", "requested_by_customer")];

        await fixture.IngestAsync(1, batch);
        await fixture.IngestAsync(1, batch);

        Assert.Equal(LabelSources.Refund, (await fixture.FindAsync("1"))?.Label?.Source);
        Assert.Null((await fixture.FindAsync("2"))?.Label);
        Assert.Equal((1, 1), await FraudsAsync());
    }

    [Fact]
    public async Task A_blocked_buyers_granted_appeal_releases_the_order_turns_the_label_and_moves_the_signals_back()
    {
        await fixture.IngestAsync(1, Placed("1"), Reviewed("1", ReviewVerdict.Fraud, "ann", 1));
        var blocked = await FraudsAsync();

        await fixture.IngestAsync(3, Appealed("1", 2), Reviewed("1", ReviewVerdict.Good, "bob", 3));

        var order = await fixture.FindAsync("1");
        Assert.Equal((1, 1), blocked);
        Assert.Equal((0, 0), await FraudsAsync());
        Assert.Equal((Outcome.Approve, LabelSources.Appeal, false), (order!.Outcome!.Value, order.Label!.Source, order.Label.Fraud));
        Assert.Equal(AppealState.Granted, order.Appeals[0].State);
    }

    [Fact]
    public async Task A_verdict_that_others_overtook_on_the_stream_has_no_effect_and_is_recorded()
    {
        await fixture.IngestAsync(1, Placed("1"), Reviewed("1", ReviewVerdict.Fraud, "ann", 1), Appealed("1", 2), Reviewed("1", ReviewVerdict.Good, "ann", 3));

        var order = await fixture.FindAsync("1");
        Assert.Equal("another-reviewer-needed", order!.Reviews[^1].Refused);
        Assert.Equal((Outcome.Review, true), (order.Outcome!.Value, order.Label!.Fraud));
        Assert.Equal((1, 1), await FraudsAsync());
    }

    [Fact]
    public async Task A_stopped_order_waits_in_one_queue_and_leaves_it_when_it_is_decided()
    {
        await fixture.IngestAsync(1, Placed("1"), Reviewed("1", ReviewVerdict.Hold, "ann", 1));
        var held = await QueuesAsync();
        await fixture.IngestAsync(3, Reviewed("1", ReviewVerdict.Decline, "ann", 2));
        var declined = await QueuesAsync();
        await fixture.IngestAsync(4, Appealed("1", 3));
        var appealed = await QueuesAsync();

        await fixture.IngestAsync(5, Reviewed("1", ReviewVerdict.Release, "bob", 4));

        Assert.Equal(("main:1", ""), held);
        Assert.Equal(("", "main:1"), declined);
        Assert.Equal(("main:1", ""), appealed);
        Assert.Equal(("", ""), await QueuesAsync());
        Assert.Empty(await QueueEntriesAsync());
    }

    [Theory]
    [InlineData("customers")]
    [InlineData("signals")]
    public async Task A_kill_between_the_order_and_what_follows_is_made_good_by_the_next_delivery(string container)
    {
        await fixture.IngestAsync(1, Placed("1"));
        CloudEvent[] batch = [Reviewed("1", ReviewVerdict.Fraud, "ann", 1)];
        fixture.Store.FailsBefore = writes => writes.Any(w => w.Key.Container == container);
        await Assert.ThrowsAsync<UnavailableException>(() => fixture.IngestAsync(2, batch));
        fixture.Store.FailsBefore = static _ => false;

        await fixture.IngestAsync(2, batch);

        Assert.Equal((1, 1), await FraudsAsync());
        Assert.Equal(("", "main:1"), await QueuesAsync());
        Assert.Single((await fixture.FindAsync("1"))!.Reviews);
    }

    [Fact]
    public async Task What_a_released_order_came_from_becomes_the_persons_own_once()
    {
        // A stranger's card testing is stopped by whatever rules there are; the device is d9 in all of it.
        await fixture.IngestAsync(1, [.. Enumerable.Range(0, 12).Select(i => Placed($"{i}", customer: $"c{i}", device: "d9", total: 900, at: Noon.AddMinutes(i)))]);
        var stopped = await fixture.FindAsync("11");
        var before = Devices(await fixture.CustomerAsync("c11"));

        CloudEvent[] batch = [Reviewed("11", ReviewVerdict.Good, "ann", 1)];
        await fixture.IngestAsync(13, batch);
        await fixture.IngestAsync(13, batch);
        await fixture.IngestAsync(14, Reviewed("11", ReviewVerdict.Release, "bob", 2));

        Assert.NotEqual(Outcome.Approve, stopped!.Decision!.Outcome);
        Assert.Empty(before);
        Assert.Equal(1, Assert.Single(Devices(await fixture.CustomerAsync("c11"))).Times);
        Assert.Equal(1, (await fixture.CustomerAsync("c11"))?.Orders);
    }

    [Fact]
    public async Task The_newest_suppression_of_an_entity_holds_in_whatever_order_they_come()
    {
        await fixture.IngestAsync(1, Placed("1"), Placed("2", merchant: "bcme", customer: "c2"));

        await fixture.IngestAsync(3, Suppressed("1", SuppressionMode.Block, until: 100, hour: 2));
        await fixture.Ingestor.IngestAsync(Batch(1, [Suppressed("2", SuppressionMode.Mute, until: 50, hour: 1, merchant: "bcme")], "1"), CancellationToken.None);

        var key = OrderEntities.Of("acme", "main", OrderOf("1", "c1", "d1", 50), fixture.Hash).All.Single(static e => e.Kind == EntityKind.Device).Key;
        var device = MerchantOps.Ingestion.BatchState.ReadEntity((await fixture.Store.FindAsync(key, CancellationToken.None))!);
        Assert.Equal(new Suppression(SuppressionMode.Block, Noon.AddHours(100), Noon.AddHours(2), "ann"), device.Suppressed);
        Assert.Equal(2, device.SignalsOf(EntityKind.Device).Orders);
    }

    [Fact]
    public async Task Events_of_people_that_cannot_be_read_go_to_quarantine()
    {
        byte[][] bodies =
        [
            """{"order":"1","verdict":"perhaps","reviewer":"ann","at":"2026-03-01T12:00:00Z"}"""u8.ToArray(),
            """{"order":"1","verdict":"good","at":"2026-03-01T12:00:00Z"}"""u8.ToArray(),
            """{"verdict":"good","reviewer":"ann","at":"2026-03-01T12:00:00Z"}"""u8.ToArray(),
        ];

        await fixture.IngestAsync(1, [.. bodies.Select(static (b, i) => Event(EventTypes.OrderReviewed, $"r{i}", "order/1", "acme", Noon, b))]);

        Assert.Equal(3, (await fixture.Quarantine.ListAsync(null, 10, null, CancellationToken.None)).Events.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task However_batches_are_cut_killed_and_delivered_again_orders_and_signals_end_as_one_by_one(int seed)
    {
        var events = Life(new Random(seed));
        using var plain = new IngestionFixture();
        for (var i = 0; i < events.Count; i++)
            await plain.IngestAsync(i + 1, events[i]);

        await DeliverRoughlyAsync(events, new Random(seed + 100));

        for (var order = 0; order < 4; order++)
            Assert.Equal(await StateAsync(plain, $"{order}"), await StateAsync(fixture, $"{order}"));
        Assert.Equal((await plain.CustomerAsync("c1"))!.Pack(), (await fixture.CustomerAsync("c1"))!.Pack());
        Assert.Equal((await plain.DeviceAsync("d1"))!.Pack(), (await fixture.DeviceAsync("d1"))!.Pack());
        Assert.Equal(0, fixture.Stats.PositionsWentBack);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task In_whatever_order_statements_come_the_label_and_the_counts_of_frauds_are_the_same(int seed)
    {
        CloudEvent[] said =
        [
            Refunded("1", "fraud", 1), Reviewed("1", ReviewVerdict.Good, "ann", 2), Change(EventTypes.OrderChargedBack, "1", at: Noon.AddHours(3)),
            Change(EventTypes.OrderDisputeWon, "1", at: Noon.AddHours(4)), Change(EventTypes.OrderChargedBack, "1", at: Noon.AddHours(5), eventId: "second"), Placed("1"),
        ];
        new Random(seed).Shuffle(said);

        await fixture.IngestAsync(1, said);

        Assert.Equal((true, Noon.AddHours(5)), ((await fixture.FindAsync("1"))!.Label!.Fraud, (await fixture.FindAsync("1"))!.Label!.At));
        Assert.Equal((1, 1), await FraudsAsync());
    }

    /// <summary>Four orders of one customer and device with all that may happen to them, in any order.</summary>
    private static List<CloudEvent> Life(Random random)
    {
        var events = new List<CloudEvent>();
        for (var i = 0; i < 60; i++)
        {
            var (order, id) = ($"{random.Next(4)}", $"e{i}");
            events.Add(random.Next(8) switch
            {
                0 or 1 => Placed(order, eventId: id),
                2 => Change(EventTypes.OrderChargedBack, order, at: Noon.AddHours(i), eventId: id),
                3 => Change(EventTypes.OrderDisputeWon, order, at: Noon.AddHours(i), eventId: id),
                4 => Refunded(order, "fraud", i, id),
                5 => Appealed(order, i, id),
                _ => Reviewed(order, (ReviewVerdict)random.Next(6), Reviewers[random.Next(3)], i, id),
            });
        }

        return events;
    }

    /// <summary>In batches of any size, each killed in the middle or delivered twice now and then.</summary>
    private async Task DeliverRoughlyAsync(List<CloudEvent> events, Random random)
    {
        for (var from = 0; from < events.Count;)
        {
            var size = Math.Min(random.Next(1, 9), events.Count - from);
            var container = random.Next(3) switch { 0 => "customers", 1 => "signals", _ => "none" };
            fixture.Store.FailsBefore = writes => writes.Any(w => w.Key.Container == container);
            try
            {
                await fixture.IngestAsync(from + 1, events.GetRange(from, size));
                from += random.Next(2) == 0 ? size : size / 2;
            }
            catch (UnavailableException)
            {
                // Killed: the same comes again, cut elsewhere.
            }
        }
    }

    private static async Task<string> StateAsync(IngestionFixture of, string order)
    {
        var record = await of.FindAsync(order);
        return record is null ? "" : $"{record.Outcome} {record.Queue} {record.Label} {string.Join(';', record.Reviews)} {string.Join(';', record.Appeals)} {string.Join(';', record.Statements)}";
    }

    private async Task<(int Customer, int Device)> FraudsAsync() => ((await fixture.CustomerAsync("c1"))!.Frauds, (await fixture.DeviceAsync("d1"))!.Frauds);

    private async Task<(string Review, string Decline)> QueuesAsync()
    {
        async Task<string> OfAsync(Outcome outcome) =>
            string.Join(',', (await fixture.Queries.ListAsync("acme", new OrderFilter(outcome, 10, null), Language.English, CancellationToken.None)).Orders.Select(static o => o.Id));
        return (await OfAsync(Outcome.Review), await OfAsync(Outcome.Decline));
    }

    private async Task<IReadOnlyList<string>> QueueEntriesAsync()
    {
        var entries = new List<string>();
        foreach (var queue in new[] { Outcome.Review, Outcome.Decline })
            entries.AddRange((await fixture.Store.ListAsync(new(OrderRecord.Container, OrderQueries.QueuePartition("acme", queue)), 10, null, CancellationToken.None)).Documents.Select(static d => d.Key.Id));
        return entries;
    }

    private static Member[] Devices(EntitySignals? person) => person!.Members(MemberKind.Device)!.Members.ToArray();

    private static CloudEvent Reviewed(string order, ReviewVerdict verdict, string reviewer, int hour, string? id = null) => OfPeople(
        EventTypes.OrderReviewed, id ?? $"{verdict}-{reviewer}-{order}-{hour}", order, hour,
        JsonSerializer.SerializeToUtf8Bytes(new OrderReview(order, verdict, reviewer, Noon.AddHours(hour)), EventJson.Default.OrderReview));

    private static CloudEvent Appealed(string order, int hour, string? id = null) => OfPeople(
        EventTypes.OrderAppealed, id ?? $"appeal-{order}-{hour}", order, hour,
        JsonSerializer.SerializeToUtf8Bytes(new OrderAppeal(order, "buyer/acme/main/c1", Noon.AddHours(hour), "It was me."), EventJson.Default.OrderAppeal));

    private static CloudEvent Suppressed(string order, SuppressionMode mode, int until, int hour, string merchant = "acme") => OfPeople(
        EventTypes.EntitySuppressed, $"suppress-{order}-{hour}", order, hour,
        JsonSerializer.SerializeToUtf8Bytes(new EntitySuppression(order, EntityKind.Device, mode, Noon.AddHours(until), "ann", Noon.AddHours(hour)), EventJson.Default.EntitySuppression), merchant);

    private static CloudEvent Refunded(string order, string reason, int hour = 0, string? id = null) => OfPeople(
        EventTypes.OrderRefunded, id ?? $"refund-{order}", order, hour, JsonSerializer.SerializeToUtf8Bytes(new OrderChange(order, Noon.AddHours(hour), Reason: reason), EventJson.Default.OrderChange));

    private static CloudEvent OfPeople(string type, string id, string order, int hour, byte[] data, string merchant = "acme") =>
        Event(type, id, $"order/{order}", merchant, Noon.AddHours(hour), data);
}
