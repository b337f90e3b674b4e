using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Orders;
using MerchantOps.Replay;

namespace MerchantOps.Tests.Core.Replay;

public sealed class OlistReplayTests : IDisposable
{
    private readonly ReplayFolder folder = new();
    private readonly OlistReplay replay = new();
    private readonly string orders, items, payments, customers;

    public OlistReplayTests()
    {
        orders = folder.Write(
            "orders.csv.gz",
            "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date",
            "b,cb,canceled,2017-07-10 08:00:00,,,,2017-08-01 00:00:00",
            "a,ca,delivered,2017-07-09 21:57:05,2017-07-09 22:10:13,2017-07-11 14:58:04,2017-07-26 10:57:55,2017-08-01 00:00:00");
        items = folder.Write(
            "items.csv",
            "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value",
            "a,1,p,s,2018-08-17 12:15:10,99.90,10.05",
            "a,2,p,s,2018-08-17 12:15:10,99.90,10.05");
        payments = folder.Write("payments.csv", "order_id,payment_sequential,payment_type,payment_installments,payment_value", "a,1,voucher,1,19.90", "a,2,credit_card,2,200.00");
        customers = folder.Write("customers.csv", "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state", "ca,ua,35182,timoteo,MG");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_orders_life_comes_in_order_of_time_among_the_others()
    {
        var events = replay.Read([payments, orders, customers, items], new ReplayOptions());

        Assert.Equal(["a-placed", "a-paid", "b-placed", "b-cancelled", "a-fulfilled"], events.Select(e => e.Id));
        Assert.Equal((2, 0), (events.Orders, events.Chargebacks));
    }

    [Fact]
    public void An_order_joins_items_payments_and_customer()
    {
        var order = replay.Read([orders, items, payments, customers], new ReplayOptions()).First().ReadData(EventJson.Default.Order);

        Assert.Equal((new Money(219.90m, "BRL"), "ua", "card"), (order.Total, order.Buyer!.Id, order.Payment!.Method));
        Assert.Equal(new OrderLine("p", null, null, 2, 99.90m), Assert.Single(order.Lines));
        Assert.Equal(new Address(City: "timoteo", Region: "MG", PostalCode: "35182", Country: "BR"), order.Shipping);
    }

    [Fact]
    public void A_missing_table_is_named_by_its_column()
    {
        var events = replay.Read([orders, items, customers], new ReplayOptions());

        var refused = Assert.Throws<InvalidInputException>(() => events.Count());
        Assert.Contains("payment_type", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_kind_is_refused_by_name()
    {
        var other = folder.Write("reviews.csv", "review_id,order_id,review_score", "r,a,5");

        var refused = Assert.Throws<InvalidInputException>(() => replay.Read([orders, other], new ReplayOptions()).Count());

        Assert.Contains("reviews.csv", refused.Message, StringComparison.Ordinal);
    }
}
