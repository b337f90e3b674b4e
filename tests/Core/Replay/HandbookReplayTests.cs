using MerchantOps.Events;
using MerchantOps.Orders;
using MerchantOps.Replay;

namespace MerchantOps.Tests.Core.Replay;

public sealed class HandbookReplayTests : IDisposable
{
    private readonly ReplayFolder folder = new();
    private readonly HandbookReplay replay = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_payment_becomes_an_order_at_the_shop_that_is_its_terminal()
    {
        var file = folder.Write("a.csv", ReplayFolder.HandbookHeader, "0,2018-04-01 00:00:31,596,3156,57.16,1,2");

        var events = replay.Read([file], new ReplayOptions()).ToList();

        var order = events[0].ReadData(EventJson.Default.Order);
        Assert.Equal("t3156", events[0].Shop);
        Assert.Equal(("0", new Money(57.16m, "EUR")), (order.Id, order.Total));
        Assert.Equal((new Buyer("596"), new Payment("card", Fingerprint: "card-596")), (order.Buyer, order.Payment));
        Assert.Equal((EventTypes.OrderChargedBack, events[0].Time.AddDays(7), "t3156"), (events[1].Type, events[1].Time, events[1].Shop));
    }

    [Fact]
    public void The_scenario_column_need_not_be_there()
    {
        var file = folder.Write("a.csv", "TX_FRAUD,TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT", "0,5,2018-04-01 00:00:31,1,2,3.5");

        var events = replay.Read([file], new ReplayOptions());

        Assert.Equal("5-placed", Assert.Single(events).Id);
    }

    [Fact]
    public void A_terminal_belongs_to_one_merchant_and_terminals_spread_over_all()
    {
        var rows = Enumerable.Range(0, 4_000).Select(i => $"{i},2018-04-01 00:00:31,1,{i % 2_000},3.5,0,0");
        var file = folder.Write("a.csv", [ReplayFolder.HandbookHeader, .. rows]);

        var events = replay.Read([file], new ReplayOptions { Merchants = 50 }).ToList();

        Assert.All(events.GroupBy(e => e.Shop), shop => Assert.Single(shop.Select(e => e.Merchant).Distinct()));
        Assert.Equal(50, events.Select(e => e.Merchant).Distinct().Count());
    }
}
