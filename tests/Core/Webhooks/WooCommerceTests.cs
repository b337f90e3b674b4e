using MerchantOps.Customers;
using MerchantOps.Events;
using MerchantOps.Orders;
using static MerchantOps.Tests.Core.Webhooks.Translating;

namespace MerchantOps.Tests.Core.Webhooks;

public sealed class WooCommerceTests
{
    internal const string OrderBody = """
        {
          "id": 727, "number": "727", "status": "pending", "currency": "EUR", "date_created": "2026-02-27T16:28:02", "date_created_gmt": "2026-02-27T19:28:02",
          "date_modified": "2026-02-27T16:28:08", "date_modified_gmt": "2026-02-27T19:28:08", "total": "29.35", "customer_id": 0,
          "customer_ip_address": "2001:db8::1", "customer_user_agent": "Mozilla/5.0", "payment_method": "cod", "payment_method_title": "Cash on delivery",
          "date_paid": null, "date_completed": null, "created_via": "checkout",
          "meta_data": [{"id": 1, "key": "_wc_order_attribution_utm_source", "value": "google"}, {"id": 2, "key": "x", "value": {"deep": [1]}}],
          "billing": {"first_name": "João", "last_name": "Silva", "address_1": "Av. Brasil, 432", "address_2": "", "city": "Rio de Janeiro", "state": "RJ", "postcode": "12345-000", "country": "BR", "email": "joao@example.com", "phone": "55"},
          "shipping": {"first_name": "", "last_name": "", "country": ""},
          "line_items": [{"name": "Ship Your Idea &ndash; Black", "product_id": 22, "quantity": 2, "total": "12.00", "sku": ""}],
          "refunds": []
        }
        """;

    [Fact]
    public void A_new_order_keeps_everything_a_decision_needs()
    {
        var translation = WooCommerce("order.created", OrderBody);

        Assert.Equal((EventTypes.OrderPlaced, Time("2026-02-27T19:28:02Z")), (translation.Events[0].Type, translation.Events[0].Time));
        var order = translation.Order();
        Assert.Equal(("727", new Money(29.35m, "EUR"), "placed", "google"), (order.Id, order.Total, order.Status, order.Channel));
        Assert.Equal(new OrderLine("22", null, "Ship Your Idea – Black", 2, 6m), Assert.Single(order.Lines));
        Assert.Equal(new Buyer(null, "joao@example.com", "55", "João Silva"), order.Buyer);
        Assert.Equal(new Address("João Silva", "Av. Brasil, 432", null, "Rio de Janeiro", "RJ", "12345-000", "BR"), order.Billing);
        Assert.Null(order.Shipping);
        Assert.Equal(new Payment("cash-on-delivery", "cod"), order.Payment);
        Assert.Equal(new Device(null, "2001:db8::1", "Mozilla/5.0"), order.Device);
    }

    [Theory]
    [InlineData("pending", "", "order.updated", "placed")]
    [InlineData("on-hold", "", "order.updated", "placed")]
    [InlineData("processing", "\"date_paid_gmt\": \"2026-02-27T19:30:00\",", "order.updated,order.paid", "paid")]
    [InlineData("completed", "\"date_paid_gmt\": \"2026-02-27T19:30:00\", \"date_completed_gmt\": \"2026-02-28T10:00:00\",", "order.updated,order.paid,order.fulfilled", "fulfilled")]
    [InlineData("cancelled", "", "order.updated,order.cancelled", "cancelled")]
    [InlineData("failed", "", "order.updated,order.cancelled", "cancelled")]
    [InlineData("refunded", "", "order.updated,order.refunded", "refunded")]
    [InlineData("checkout-draft", "", "cart.updated", null)]
    public void A_status_tells_the_facts_behind_it(string status, string fields, string types, string? canonical)
    {
        var translation = WooCommerce("order.updated", OrderBody.Replace("\"status\": \"pending\",", $"\"status\": \"{status}\", {fields}", StringComparison.Ordinal));

        Assert.Equal(types, string.Join(',', translation.Types()));
        if (canonical is not null)
            Assert.Equal(canonical, translation.Order().Status);
    }

    [Fact]
    public void A_fact_has_one_id_however_many_updates_show_it()
    {
        var paid = OrderBody.Replace("\"date_paid\": null", "\"date_paid_gmt\": \"2026-02-27T19:30:00\", \"refunds\": [{\"id\": 724, \"reason\": \"broken\", \"total\": \"-9.00\"}]", StringComparison.Ordinal)
            .Replace("\"refunds\": []", "\"customer_note\": \"\"", StringComparison.Ordinal);

        var (first, later) = (WooCommerce("order.updated", paid), WooCommerce("order.updated", paid.Replace("19:28:08", "20:00:00", StringComparison.Ordinal)));

        Assert.NotEqual(first.One(EventTypes.OrderUpdated).Id, later.One(EventTypes.OrderUpdated).Id);
        Assert.Equal(first.One(EventTypes.OrderPaid).Id, later.One(EventTypes.OrderPaid).Id);
        Assert.Equal(first.One(EventTypes.OrderRefunded).Id, later.One(EventTypes.OrderRefunded).Id);
        Assert.Equal((new Money(9.00m, "EUR"), "broken"), (first.Change(EventTypes.OrderRefunded).Amount!.Value, first.Change(EventTypes.OrderRefunded).Reason));
    }

    [Fact]
    public void Two_orders_under_one_delivery_id_stay_two_events()
    {
        (string, string)[] sameSecond = [("X-WC-Webhook-Delivery-ID", "f3b2c0d1"), ("X-WC-Webhook-ID", "12")];

        var one = WooCommerce("order.updated", OrderBody, sameSecond);
        var other = WooCommerce("order.updated", OrderBody.Replace("727", "728", StringComparison.Ordinal), sameSecond);

        Assert.Empty(one.Events.Select(e => e.Id).Intersect(other.Events.Select(e => e.Id)));
    }

    [Fact]
    public void The_same_body_again_is_the_same_event_whatever_its_delivery_id()
    {
        string IdOf(string delivery) => WooCommerce("order.updated", OrderBody, ("X-WC-Webhook-Delivery-ID", delivery)).Events[0].Id;

        Assert.Equal(IdOf("a"), IdOf("b"));
    }

    [Theory]
    [InlineData("""{"id": 724, "amount": "9.00", "reason": "", "_links": {"up": [{"href": "https://example.com/wp-json/wc/v3/orders/723"}]}}""", "723")]
    [InlineData("""{"id": 724, "amount": "9.00", "parent_id": 721}""", "721")]
    [InlineData("""{"id": 724, "amount": "9.00", "parent_id": 0, "_links": {"up": [{"href": "https://example.com/wp-json/wc/v3/orders/"}]}}""", null)]
    public void A_refunds_own_body_finds_its_order(string body, string? order)
    {
        var translation = WooCommerce("order-refund.created", body);

        if (order is null)
            Assert.Equal("missing-order", translation.Code());
        else
            Assert.Equal((order, new Money(9m, "USD")), (translation.Change(EventTypes.OrderRefunded).Order, translation.Change(EventTypes.OrderRefunded).Amount!.Value));
    }

    [Theory]
    [InlineData("order.deleted", "order.cancelled")]
    [InlineData("customer.deleted", "customer.deleted")]
    [InlineData("product.deleted", "product.removed")]
    public void A_deletion_needs_no_more_than_an_id(string topic, string type) =>
        Assert.Equal(type, Assert.Single(WooCommerce(topic, """{"id": 5}""").Types()));

    [Fact]
    public void A_customer_is_read_from_its_account_and_billing()
    {
        var customer = WooCommerce("customer.created", """{"id": 26, "date_created_gmt": "2026-02-01T19:11:14", "email": "", "first_name": "", "username": "joao", "billing": {"email": "joao@example.com", "country": "br"}}""")
            .One(EventTypes.CustomerRegistered).ReadData(EventJson.Default.Customer);

        Assert.Equal(new Customer("26", "joao@example.com", null, "joao", "BR", Time("2026-02-01T19:11:14Z")), customer);
    }

    [Theory]
    [InlineData("""{"id": 799, "name": "T &amp; Co", "price": "", "regular_price": "", "variations": [], "stock_quantity": null}""", null, 1)]
    [InlineData("""{"id": 799, "name": "T &amp; Co", "price": "21.99", "variations": [732, 733]}""", "21.99", 2)]
    public void A_product_is_its_own_variant_unless_it_has_variations(string body, string? price, int variants)
    {
        var product = WooCommerce("product.updated", body).One(EventTypes.ProductUpdated).ReadData(EventJson.Default.Product);

        Assert.Equal(("T & Co", variants), (product.Title, product.Variants!.Count));
        Assert.Equal(price is null ? null : new Money(21.99m, "USD"), product.Price);
    }

    [Theory]
    [InlineData("coupon.created", "unsupported-topic")]
    [InlineData("action.woocommerce_add_to_cart", "unsupported-topic")]
    [InlineData("", "missing-topic")]
    public void Other_topics_are_refused_by_name(string topic, string code) => Assert.Equal(code, WooCommerce(topic, """{"id": 5}""").Code());
}
