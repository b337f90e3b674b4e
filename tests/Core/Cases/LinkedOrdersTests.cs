using MerchantOps.Cases;
using MerchantOps.Fraud.Signals;

namespace MerchantOps.Tests.Core.Cases;

public sealed class LinkedOrdersTests
{
    [Fact]
    public void Orders_hang_together_through_others_by_whatever_they_share()
    {
        LinkedOrder[] all = [Order(1, device: 5), Order(2, device: 5, card: 7), Order(3, card: 7, address: 9), Order(4, address: 9), Order(5, device: 6), Order(6)];

        var component = LinkedOrders.Component(all[3], all);

        Assert.Equal(["main:1", "main:2", "main:3", "main:4"], component.Select(static o => o.Order));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Asked_by_any_of_them_the_finding_has_the_same_key_and_orders(int about)
    {
        LinkedOrder[] all = [Order(1, device: 5), Order(2, device: 5, card: 7), Order(3, card: 7, address: 9), Order(4, address: 9)];

        var draft = LinkedOrders.Draft("acme", LinkedOrders.Component(all[about], all));

        Assert.Equal("main:1", draft.Key);
        Assert.Equal(["main:1", "main:2", "main:3", "main:4"], draft.Orders);
    }

    [Fact]
    public void What_orders_do_not_tell_links_nobody()
    {
        Assert.Single(LinkedOrders.Component(Order(1), [Order(1), Order(2), Order(3, device: 4)]));
    }

    [Fact]
    public void Evidence_names_the_largest_group_of_each_kind_and_the_confirmed_frauds_strongest_first()
    {
        LinkedOrder[] all = [Order(1, device: 5, fraud: true), Order(2, device: 5, card: 7), Order(3, device: 5), Order(4, card: 7)];

        var draft = LinkedOrders.Draft("acme", all);

        Assert.Equal([("shared-device", 0.75), ("shared-card", 0.5), ("confirmed-frauds", 0.25)], draft.Evidence.Select(static e => (e.Code, e.Weight)));
        Assert.Equal(0.625, draft.Score);
        Assert.Equal("3 orders from one device.", draft.Evidence[0].Text.English);
        Assert.Equal("同一设备的 3 笔订单。", draft.Evidence[0].Text.Chinese);
    }

    private static LinkedOrder Order(int number, uint device = 0, uint card = 0, uint address = 0, bool fraud = false) =>
        new($"main:{number}", new OrderSeen(number, 10, 0, device, card, address, 0, 1, 0), fraud);
}
