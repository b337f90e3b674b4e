using static MerchantOps.Tests.Core.Webhooks.Translating;

namespace MerchantOps.Tests.Core.Webhooks;

public sealed class BigCommerceTests
{
    [Theory]
    [InlineData("store/order/created", """{"type":"order","id":173331}""", "order.changed", "order/173331")]
    [InlineData("store/order/statusUpdated", """{"type":"order","id":173331,"status":{"previous_status_id":0,"new_status_id":11}}""", "order.changed", "order/173331")]
    [InlineData("store/order/message/created", """{"type":"order","id":250,"message":{"order_message_id":3}}""", "order.changed", "order/250")]
    [InlineData("store/order/transaction/created", """{"type":"order_transaction","id":"t1","order_id":251}""", "order.changed", "order/251")]
    [InlineData("store/order/refund/created", """{"type":"order","id":252,"refund":{"refund_id":3}}""", "order.changed", "order/252")]
    [InlineData("store/shipment/created", """{"type":"shipment","id":12,"orderId":253}""", "order.changed", "order/253")]
    [InlineData("store/channel/1/order/updated", """{"type":"order","id":254}""", "order.changed", "order/254")]
    [InlineData("store/customer/created", """{"type":"customer","id":32}""", "customer.changed", "customer/32")]
    [InlineData("store/customer/address/created", """{"type":"customer","id":60,"address":{"customer_id":33}}""", "customer.changed", "customer/33")]
    [InlineData("store/customer/address/deleted", """{"type":"customer","id":60,"address":{"customer_id":33}}""", "customer.changed", "customer/33")]
    [InlineData("store/customer/deleted", """{"type":"customer","id":34}""", "customer.deleted", "customer/34")]
    [InlineData("store/product/updated", """{"type":"product","id":205}""", "product.changed", "product/205")]
    [InlineData("store/product/inventory/updated", """{"type":"product","id":206,"inventory":{"product_id":206,"value":3}}""", "product.changed", "product/206")]
    [InlineData("store/product/deleted", """{"type":"product","id":207}""", "product.removed", "product/207")]
    [InlineData("store/sku/updated", """{"type":"sku","id":461,"sku":{"product_id":208,"variant_id":509}}""", "product.changed", "product/208")]
    [InlineData("store/cart/created", """{"type":"cart","id":"09346904-4175-44fd-be53-f7e598531b6c"}""", "cart.updated", "cart/09346904-4175-44fd-be53-f7e598531b6c")]
    [InlineData("store/cart/lineItem/created", """{"type":"cart_line_item","id":"x","cartId":"c1"}""", "cart.updated", "cart/c1")]
    public void A_notice_says_what_changed(string scope, string data, string type, string subject)
    {
        var e = Assert.Single(BigCommerce(Notice(scope, data)).Events);

        Assert.Equal((type, subject, Time("2022-01-08T11:34:06Z")), (e.Type, e.Subject, e.Time));
        AssertReadable(BigCommerce(Notice(scope, data)));
    }

    [Theory]
    [InlineData("store/app/uninstalled", "unsupported-scope")]
    [InlineData("store/category/created", "unsupported-scope")]
    [InlineData("store/channel/1/settings/searchContextFilters/updated", "unsupported-scope")]
    [InlineData("nonsense", "unsupported-scope")]
    [InlineData("store/order/created", "missing-id")]
    public void Other_notices_are_refused_by_name(string scope, string code) => Assert.Equal(code, BigCommerce(Notice(scope, "{}")).Code());

    [Fact]
    public void A_second_change_of_the_same_order_is_another_event_though_the_hash_is_the_same()
    {
        string IdAt(int second) => Assert.Single(BigCommerce(Notice("store/order/updated", """{"type":"order","id":1}""", second)).Events).Id;

        Assert.Equal(IdAt(1), IdAt(1));
        Assert.NotEqual(IdAt(1), IdAt(2));
    }

    private static string Notice(string scope, string data, int createdAt = 1641641646) =>
        $$"""{"scope":"{{scope}}","store_id":"1025646","data":{{data}},"hash":"dc8a83ea2b8d","created_at":{{createdAt}},"producer":"stores/abcde"}""";
}
