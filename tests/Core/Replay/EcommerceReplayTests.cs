using MerchantOps.Events;
using MerchantOps.Orders;
using MerchantOps.Replay;

namespace MerchantOps.Tests.Core.Replay;

public sealed class EcommerceReplayTests : IDisposable
{
    private static readonly string[] Rows =
    [
        ReplayFolder.EcommerceHeader,
        "0,356414,2015-01-01 00:00:00,2015-01-01 00:05:00,14,BBPACGBUVJUXF,Ads,Chrome,F,38,2001426400,Korea Republic of,early,1",
        "2,42826,2014-12-31 20:00:00,2015-01-01 00:12:00,63.50,,SEO,FireFox,M,,,European Union,early,0",
        "5,7,2015-01-01 00:12:00,2015-01-20 00:12:00,20,DXW,Direct,Opera,M,31,686082863.1,Atlantis,late,0",
    ];

    private readonly ReplayFolder folder = new();
    private readonly EcommerceReplay replay = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_row_becomes_an_order_with_all_that_was_known()
    {
        var file = folder.Write("a.csv", Rows);

        var placed = replay.Read([file], new ReplayOptions()).First();

        var order = placed.ReadData(EventJson.Default.Order);
        var at = new DateTimeOffset(2015, 1, 1, 0, 5, 0, TimeSpan.Zero);
        Assert.Equal((EventTypes.OrderPlaced, "0-placed", "order/0", at), (placed.Type, placed.Id, placed.Subject, placed.Time));
        Assert.Equal($"/standard/{placed.Merchant}/{placed.Shop}", placed.Source);
        Assert.Equal(("0", at, new Money(14, "USD"), "ads"), (order.Id, order.PlacedAt, order.Total, order.Channel));
        Assert.Equal(new Buyer("356414", RegisteredAt: at.AddMinutes(-5), Age: 38), order.Buyer);
        Assert.Equal(new Device("BBPACGBUVJUXF", "119.75.87.224", "Chrome", "KR"), order.Device);
    }

    [Fact]
    public void What_is_empty_or_no_country_is_left_out()
    {
        var file = folder.Write("a.csv", Rows);

        var orders = replay.Read([file], new ReplayOptions()).Where(e => e.Type == EventTypes.OrderPlaced).Select(e => e.ReadData(EventJson.Default.Order)).ToList();

        Assert.Equal((new Device(null, null, "FireFox"), (int?)null), (orders[1].Device, orders[1].Buyer!.Age));
        Assert.Equal(new Device("DXW", "40.228.203.47", "Opera"), orders[2].Device);
    }

    [Fact]
    public void Neither_sex_nor_label_nor_part_is_in_an_order()
    {
        var file = folder.Write("a.csv", Rows);

        var placed = replay.Read([file], new ReplayOptions()).First();

        var json = System.Text.Encoding.UTF8.GetString(placed.Data.Span);
        Assert.DoesNotContain("\"F\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("early", json, StringComparison.Ordinal);
        Assert.DoesNotContain("class", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chargeback_comes_exactly_after_the_delay_and_in_order_of_time()
    {
        var file = folder.Write("a.csv", Rows);

        var events = replay.Read([file], new ReplayOptions { LabelDelay = TimeSpan.FromDays(7) });

        Assert.Equal(["0-placed", "2-placed", "0-chargedback", "5-placed"], events.Select(e => e.Id));
        var chargeback = events.Single(e => e.Type == EventTypes.OrderChargedBack);
        var change = chargeback.ReadData(EventJson.Default.OrderChange);
        Assert.Equal(new DateTimeOffset(2015, 1, 8, 0, 5, 0, TimeSpan.Zero), chargeback.Time);
        Assert.Equal(new OrderChange("0", chargeback.Time, new Money(14, "USD"), "fraudulent"), change);
        Assert.Equal((3, 1), (events.Orders, events.Chargebacks));
    }

    [Fact]
    public void Labels_due_after_the_last_order_still_come()
    {
        var file = folder.Write("a.csv", Rows);

        var events = replay.Read([file], new ReplayOptions { LabelDelay = TimeSpan.FromDays(30) }).ToList();

        Assert.Equal("0-chargedback", events[^1].Id);
    }

    [Fact]
    public void Files_are_merged_by_time_and_then_by_number_whether_zipped_or_not()
    {
        var one = folder.Write("one.csv.gz", ReplayFolder.EcommerceHeader, Row(1, "00:00"), Row(4, "00:10"));
        var other = folder.Write("other.csv", ReplayFolder.EcommerceHeader, Row(0, "00:00"), Row(2, "00:00"), Row(3, "00:10"));

        var events = replay.Read([one, other], new ReplayOptions());

        Assert.Equal(["order/0", "order/1", "order/2", "order/3", "order/4"], events.Select(e => e.Subject));
    }

    [Fact]
    public void A_user_stays_with_one_shop_and_users_spread_over_all_merchants()
    {
        var rows = Enumerable.Range(0, 2_000).Select(i => $"{i},{i % 1_000},2015-01-01 00:00:00,2015-01-01 01:00:00,10,D,Ads,Chrome,F,30,,,early,0");
        var file = folder.Write("a.csv", [ReplayFolder.EcommerceHeader, .. rows]);

        var events = replay.Read([file], new ReplayOptions { Merchants = 20 }).ToList();

        var users = events.GroupBy(e => e.ReadData(EventJson.Default.Order).Buyer!.Id);
        Assert.All(users, user => Assert.Single(user.Select(e => e.Source).Distinct()));
        Assert.Equal(40, events.Select(e => e.Source).Distinct().Count());
        Assert.All(events.CountBy(e => e.Merchant), merchant => Assert.InRange(merchant.Value, 50, 160));
        Assert.All(events, e => Assert.Matches("^[a-z0-9][a-z0-9-]{0,62}$", e.Merchant));
    }

    private static string Row(int number, string minute) => $"{number},9{number},2015-01-01 00:00:00,2015-01-01 {minute}:00,10,D,Ads,Chrome,F,30,,,early,0";
}
