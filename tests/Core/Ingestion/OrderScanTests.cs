using MerchantOps.Events;
using static MerchantOps.Tests.Core.Ingestion.IngestionFixture;

namespace MerchantOps.Tests.Core.Ingestion;

public sealed class OrderScanTests : IDisposable
{
    private readonly IngestionFixture shop = new();

    public void Dispose() => shop.Dispose();

    [Fact]
    public async Task Orders_come_once_in_the_order_of_the_archive_whatever_happened_to_them_since()
    {
        await shop.IngestAsync(1, Placed("1"), Placed("2"), Placed("1", eventId: "again"), Change(EventTypes.OrderChargedBack, "1"));
        await shop.IngestAsync(1, Placed("1"), Placed("2"));
        await shop.IngestAsync(5, Placed("3"));

        var orders = await ScanAsync(Noon, Noon.AddHours(1));

        Assert.Equal(["main:1", "main:2", "main:3"], orders);
    }

    [Fact]
    public async Task The_range_is_by_the_time_events_were_enqueued_with_its_end_left_out()
    {
        await shop.IngestAsync(1, Placed("1", at: Noon.AddDays(-90)));

        var within = await ScanAsync(Noon, Noon.AddTicks(1));
        var before = await ScanAsync(Noon.AddDays(-100), Noon);

        Assert.Equal(["main:1"], within);
        Assert.Empty(before);
    }

    [Fact]
    public async Task Events_that_are_no_orders_or_cannot_be_read_are_passed_over()
    {
        await shop.Ingestor.IngestAsync(Raw(1, ["{"u8.ToArray(), [0xFF], CloudEventCodec.Write(Change(EventTypes.OrderPaid, "9")), CloudEventCodec.Write(Placed("1"))]), CancellationToken.None);

        var orders = await ScanAsync(Noon, Noon.AddHours(1));

        Assert.Equal(["main:1"], orders);
    }

    [Fact]
    public async Task An_order_that_was_archived_but_not_applied_yet_is_left_out()
    {
        await shop.Archive.AppendAsync(Batch(1, [Placed("1")]), CancellationToken.None);

        var orders = await ScanAsync(Noon, Noon.AddHours(1));

        Assert.Empty(orders);
    }

    [Fact]
    public async Task More_orders_than_a_chunk_are_all_given()
    {
        await shop.IngestAsync(1, [.. Enumerable.Range(1, 450).Select(i => Placed($"{i}", customer: $"c{i}", device: $"d{i}"))]);

        var orders = await ScanAsync(Noon, Noon.AddHours(1));

        Assert.Equal(Enumerable.Range(1, 450).Select(i => $"main:{i}"), orders);
    }

    private async Task<List<string>> ScanAsync(DateTimeOffset from, DateTimeOffset until)
    {
        var ids = new List<string>();
        await foreach (var record in shop.Scan.ScanAsync(from, until, CancellationToken.None))
            ids.Add(record.Id);
        return ids;
    }
}
