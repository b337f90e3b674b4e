using System.Text.Json;
using MerchantOps.Events;
using MerchantOps.Orders;
using MerchantOps.Reviews;
using MerchantOps.Tests.Core.Fraud;

namespace MerchantOps.Tests.Core.Orders;

public sealed class OrderRecordTests
{
    private static readonly DateTimeOffset Noon = Trade.Noon;

    private readonly OrderRecord record = new() { Id = "main:1", Merchant = "acme", Shop = "main", Platform = "standard" };

    [Fact]
    public void Older_content_changes_nothing()
    {
        Update(total: 60, status: "paid", Noon.AddHours(1));

        Update(total: 50, status: "placed", Noon);

        Assert.Equal(60, record.ReadOrder()!.Total.Amount);
        Assert.Equal("paid", record.Status);
    }

    [Fact]
    public void Newer_content_replaces_older()
    {
        Update(total: 50, status: "placed", Noon);

        Update(total: 60, status: "paid", Noon.AddHours(1));

        Assert.Equal(60, record.ReadOrder()!.Total.Amount);
        Assert.Equal("paid", record.Status);
    }

    [Fact]
    public void A_change_that_came_first_is_not_undone_by_older_content()
    {
        record.Change(EventTypes.OrderRefunded, new OrderChange("1", Noon.AddDays(1)));

        Update(total: 50, status: "paid", Noon);

        Assert.Equal("refunded", record.Status);
        Assert.NotNull(record.Content);
    }

    [Fact]
    public void A_change_that_comes_late_is_recorded_and_leaves_the_newer_status()
    {
        record.Change(EventTypes.OrderFulfilled, new OrderChange("1", Noon.AddDays(1)));

        record.Change(EventTypes.OrderPaid, new OrderChange("1", Noon));

        Assert.Equal("fulfilled", record.Status);
        Assert.Equal([EventTypes.OrderFulfilled, EventTypes.OrderPaid], record.Changes.Select(static c => c.Type));
    }

    [Fact]
    public void An_event_is_known_by_where_it_was_taken_in_until_64_others_came()
    {
        record.Mark("first", "events/0/1#1");
        for (var i = 0; i < 63; i++)
            record.Mark($"e{i}", $"events/0/1#{i + 2}");
        var known = record.SeenAt("first");

        record.Mark("last", "events/0/1#99");

        Assert.Equal("events/0/1#1", known);
        Assert.Null(record.SeenAt("first"));
        Assert.Equal("events/0/1#99", record.SeenAt("last"));
    }

    [Fact]
    public void Events_are_told_apart_by_source_and_id_however_these_are_cut()
    {
        CloudEvent Of(string source, string id) => new(id, source, EventTypes.OrderPaid, "order/1", Noon, "acme", "main", default);

        string[] digests = [OrderRecord.DigestOf(Of("/a", "bc")), OrderRecord.DigestOf(Of("/ab", "c")), OrderRecord.DigestOf(Of("/a", "bd")), OrderRecord.DigestOf(Of("/" + new string('商', 2_000), "c"))];

        Assert.Distinct(digests);
        Assert.Equal(digests[0], OrderRecord.DigestOf(Of("/a", "bc") with { Time = Noon.AddDays(1) }));
    }

    [Fact]
    public void What_is_stored_is_read_back_with_its_content_as_it_came()
    {
        Update(total: 50.10m, status: "paid", Noon);
        record.Change(EventTypes.OrderPaid, new OrderChange("1", Noon, new Money(50.10m, "USD"), "ok"));
        record.Mark("e", "events/0/1#1");

        var read = JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(record, OrderJson.Default.OrderRecord), OrderJson.Default.OrderRecord)!;

        Assert.Equal(record.Content!.Value.Utf8.ToArray(), read.Content!.Value.Utf8.ToArray());
        Assert.Equal(record.Changes, read.Changes);
        Assert.Equal(record.Marks, read.Marks);
        Assert.Equal((record.Status, record.StatusAt, record.ContentAt), (read.Status, read.StatusAt, read.ContentAt));
    }

    [Fact]
    public void A_record_from_before_there_were_several_sources_keeps_its_label_until_more_is_said()
    {
        const string Old = """
            {"v":1,"id":"main:1","merchant":"acme","shop":"main","platform":"standard","status":"placed","statusAt":"2026-03-01T12:00:00+00:00","signalsAt":"events/0/1#1",
            "label":{"fraud":true,"at":"2026-03-01T12:00:00+00:00","source":"chargeback"},"changes":[],"labelMoves":[],"marks":[]}
            """;
        var old = JsonSerializer.Deserialize(Old, OrderJson.Default.OrderRecord)!;

        old.State(new LabelStatement(false, Noon.AddDays(-1), LabelSources.Review, "ann"), "events/0/1#7");
        var before = old.Label;
        old.State(new LabelStatement(false, Noon.AddDays(1), LabelSources.DisputeWon), "events/0/1#8");

        Assert.Equal(new FraudLabel(true, Noon, LabelSources.Chargeback), before);
        Assert.Equal((false, 0, -1), (old.Label!.Fraud, old.LabelMoveAt("events/0/1#7"), old.LabelMoveAt("events/0/1#8")));
        Assert.Equal(3, old.Statements.Count);
    }

    private void Update(decimal total, string status, DateTimeOffset at)
    {
        var order = Trade.Order(total) with { Status = status };
        record.Update(order, new RawJson(JsonSerializer.SerializeToUtf8Bytes(order, EventJson.Default.Order)), at);
    }
}
