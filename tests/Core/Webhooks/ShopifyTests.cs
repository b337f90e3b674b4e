using MerchantOps.Customers;
using MerchantOps.Events;
using MerchantOps.Orders;
using MerchantOps.Products;
using static MerchantOps.Tests.Core.Webhooks.Translating;

namespace MerchantOps.Tests.Core.Webhooks;

public sealed class ShopifyTests
{
    internal const string OrderBody = """
        {
          "id": 820982911946154508, "name": "#9999", "email": "jon@example.com", "created_at": "2026-02-28T13:53:06-04:00", "updated_at": "2026-02-28T14:00:00-04:00",
          "currency": "usd", "total_price": "403.00", "financial_status": "authorized", "fulfillment_status": null, "test": false, "source_name": "web",
          "browser_ip": "0.0.0.0", "client_details": {"browser_ip": "203.0.113.9", "user_agent": "Mozilla/5.0"}, "payment_gateway_names": ["shopify_payments"],
          "payment_details": {"credit_card_bin": "424242", "credit_card_number": "•••• •••• •••• 4242"},
          "customer": {"id": 115310627314723954, "first_name": "Jon", "last_name": "Doe", "created_at": "2025-01-01T00:00:00Z", "orders_count": 3},
          "billing_address": {"first_name": "Steve", "last_name": "Shipper", "address1": "123 Shipping Street", "city": "Shippington", "province_code": "KY", "zip": "40003", "country": "United States", "country_code": "US"},
          "shipping_address": null,
          "line_items": [
            {"product_id": 632910392, "sku": "IPOD", "title": "IPod Nano", "quantity": 2, "price": "199.00"},
            {"product_id": null, "sku": null, "title": "Tip", "quantity": 0, "price": "0.00"}
          ]
        }
        """;

    [Fact]
    public void A_new_order_keeps_everything_a_decision_needs()
    {
        var translation = Shopify("orders/create", OrderBody, ("X-Shopify-Event-Id", "98880550-7158-44d4-b7cd-2c97c8a091b5"));

        var e = translation.One(EventTypes.OrderPlaced);
        Assert.Equal("order.placed/order/820982911946154508/98880550-7158-44d4-b7cd-2c97c8a091b5", e.Id);
        Assert.Equal(("/shopify/acme/main", "order/820982911946154508", Time("2026-02-28T17:53:06Z")), (e.Source, e.Subject, e.Time));
        var order = translation.Order();
        Assert.Equal(("#9999", new Money(403.00m, "USD"), "placed", "web", false), (order.Number, order.Total, order.Status, order.Channel, order.Test));
        Assert.Equal(new OrderLine("632910392", "IPOD", "IPod Nano", 2, 199.00m), Assert.Single(order.Lines));
        Assert.Equal(new Buyer("115310627314723954", "jon@example.com", null, "Jon Doe", Time("2025-01-01T00:00:00Z"), 2), order.Buyer);
        Assert.Equal(new Address("Steve Shipper", "123 Shipping Street", null, "Shippington", "KY", "40003", "US"), order.Billing);
        Assert.Null(order.Shipping);
        Assert.Equal(new Payment("card", "shopify_payments", null, "424242", "4242"), order.Payment);
        Assert.Equal(new Device(null, "203.0.113.9", "Mozilla/5.0"), order.Device);
    }

    [Theory]
    [InlineData("orders/updated", "order.updated")]
    [InlineData("orders/paid", "order.updated,order.paid")]
    [InlineData("orders/cancelled", "order.updated,order.cancelled")]
    [InlineData("orders/fulfilled", "order.updated,order.fulfilled")]
    [InlineData("orders/partially_fulfilled", "order.updated")]
    public void A_first_word_of_a_change_also_tells_the_order(string topic, string types)
    {
        var translation = Shopify(topic, OrderBody);

        Assert.Equal(types, string.Join(',', translation.Types()));
        Assert.Equal("820982911946154508", translation.Order().Id);
    }

    [Fact]
    public void An_order_body_tells_each_fact_under_the_id_that_its_own_webhook_uses()
    {
        var refund = """{"id": 9, "order_id": 820982911946154508, "created_at": "2026-03-01T08:00:00Z", "note": "broken", "transactions": [{"id": 91, "kind": "refund", "status": "success", "amount": "10.00", "currency": "USD"}]}""";
        var fulfilment = """{"id": 7, "order_id": 820982911946154508, "status": "success", "created_at": "2026-03-01T07:00:00Z", "tracking_number": "1Z"}""";
        var body = OrderBody.Replace("\"fulfillment_status\": null", $"\"fulfillments\": [{fulfilment}], \"refunds\": [{refund}], \"cancelled_at\": \"2026-03-01T09:00:00Z\"", StringComparison.Ordinal)
            .Replace("authorized", "partially_refunded", StringComparison.Ordinal);

        var all = Shopify("orders/updated", body, ("X-Shopify-Event-Id", "a"));

        Assert.Equal([EventTypes.OrderUpdated, EventTypes.OrderPaid, EventTypes.OrderFulfilled, EventTypes.OrderRefunded, EventTypes.OrderCancelled], all.Types());
        Assert.Equal(Shopify("refunds/create", refund, ("X-Shopify-Event-Id", "b")).One(EventTypes.OrderRefunded).Id, all.One(EventTypes.OrderRefunded).Id);
        Assert.Equal(Shopify("fulfillments/update", fulfilment).One(EventTypes.OrderFulfilled).Id, all.One(EventTypes.OrderFulfilled).Id);
        Assert.Equal(Shopify("orders/cancelled", body, ("X-Shopify-Event-Id", "c")).One(EventTypes.OrderCancelled).Id, all.One(EventTypes.OrderCancelled).Id);
        Assert.Equal(
            Shopify("order_transactions/create", """{"id": 91, "order_id": 820982911946154508, "kind": "refund", "status": "success", "amount": "10.00"}""").One(EventTypes.OrderRefunded).Id,
            all.One(EventTypes.OrderRefunded).Id);
    }

    [Fact]
    public void A_refund_says_how_much_went_back_and_why()
    {
        var translation = Shopify(
            "refunds/create",
            """{"id": 9, "order_id": 1, "created_at": "2026-03-01T08:00:00Z", "note": "broken", "transactions": [{"id": 91, "kind": "refund", "status": "success", "amount": "209.50", "currency": "CAD"}]}""");

        Assert.Equal(new OrderChange("1", Time("2026-03-01T08:00:00Z"), new Money(209.50m, "CAD"), "broken"), translation.Change(EventTypes.OrderRefunded));
    }

    [Theory]
    [InlineData("""{"id": 9, "order_id": 1, "transactions": []}""", "order.refunded")]
    [InlineData("""{"id": 9, "order_id": 1, "transactions": [{"id": 2, "kind": "refund", "status": "failure", "amount": "1.00"}]}""", "refund-failed")]
    [InlineData("""{"id": 9, "transactions": []}""", "missing-order-id")]
    public void A_refund_without_money_is_told_once_and_a_failed_one_never(string body, string expected)
    {
        var translation = Shopify("refunds/create", body);

        Assert.Equal(expected, translation.Events is [var e] ? e.Type : translation.Code());
    }

    [Theory]
    [InlineData("sale", "success", "order.paid")]
    [InlineData("capture", "success", "order.paid")]
    [InlineData("sale", "failure", "order.changed")]
    [InlineData("authorization", "success", "order.changed")]
    [InlineData("void", "success", "order.changed")]
    [InlineData("refund", "success", "order.refunded")]
    public void Only_a_transaction_that_moves_money_pays_or_refunds(string kind, string status, string type)
    {
        var translation = Shopify(
            "order_transactions/create",
            $$"""{"id": 5, "order_id": 1, "kind": "{{kind}}", "status": "{{status}}", "amount": "10.00", "created_at": "2026-03-01T08:00:00Z"}""");

        Assert.Equal(type, Assert.Single(translation.Types()));
    }

    [Theory]
    [InlineData("chargeback", "needs_response", "order.chargedback")]
    [InlineData("chargeback", "under_review", "order.chargedback")]
    [InlineData("chargeback", "lost", "order.chargedback")]
    [InlineData("chargeback", "won", "order.dispute-won")]
    [InlineData("chargeback", "charge_refunded", "dispute-refunded")]
    [InlineData("inquiry", "needs_response", "inquiry")]
    public void A_dispute_is_a_chargeback_until_it_is_won(string kind, string status, string expected)
    {
        var translation = Shopify(
            "disputes/update",
            $$"""{"id": 3, "order_id": 1, "type": "{{kind}}", "amount": "11.50", "currency": "USD", "reason": "fraudulent", "status": "{{status}}", "initiated_at": "2026-02-20T00:00:00Z", "finalized_on": "2026-02-25"}""");

        Assert.Equal(expected, translation.Events is [var e] ? e.Type : translation.Code());
    }

    [Fact]
    public void Every_state_of_a_dispute_tells_the_same_chargeback()
    {
        string IdAt(string status) => Shopify("disputes/update", $$"""{"id": 3, "order_id": 1, "type": "chargeback", "status": "{{status}}"}""").One(EventTypes.OrderChargedBack).Id;

        Assert.Equal(IdAt("needs_response"), IdAt("lost"));
    }

    [Theory]
    [InlineData("customers/redact", "customer.redaction-requested", "customer/207119551")]
    [InlineData("customers/data_request", "customer.data-requested", "customer/207119551")]
    [InlineData("shop/redact", "shop.redaction-requested", "shop/954889")]
    public void Privacy_requests_are_kept_as_they_came(string topic, string type, string subject)
    {
        const string body = """{"shop_id":954889,"shop_domain":"acme.example","customer":{"id":207119551,"email":"jon@example.com"},"orders_to_redact":[299938]}""";

        var e = Shopify(topic, body).One(type);

        Assert.Equal(subject, e.Subject);
        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(body), e.Data.ToArray());
    }

    [Fact]
    public void A_privacy_request_that_names_nobody_is_kept_all_the_same() =>
        Assert.Equal("customer/unnamed", Shopify("customers/redact", "{}").One(EventTypes.CustomerRedactionRequested).Subject);

    [Fact]
    public void A_product_has_its_cheapest_variants_price_in_the_shops_currency()
    {
        const string body = """{"id": 632910392, "title": "IPod", "vendor": "Apple", "product_type": "Music", "status": "active", "variants": [{"id": 1, "sku": "A", "title": "Pink", "price": "199.00", "inventory_quantity": 10}, {"id": 2, "price": 149.5}], "images": [{"src": "https://x.example/1.png"}, {}]}""";

        var product = Shopify("products/create", body).One(EventTypes.ProductListed).ReadData(EventJson.Default.Product);

        Assert.Equal((new Money(149.5m, "USD"), "Apple", "Music"), (product.Price!.Value, product.Vendor, product.Category));
        Assert.Equal([new ProductVariant("1", "A", "Pink", 199.00m, 10), new ProductVariant("2", null, null, 149.5m, null)], product.Variants!);
        Assert.Equal(["https://x.example/1.png"], product.Images!);
        Assert.Null(Translate("shopify", body, [("X-Shopify-Topic", "products/create")], currency: null).One(EventTypes.ProductListed).ReadData(EventJson.Default.Product).Price);
    }

    [Theory]
    [InlineData("customers/create", "customer.registered")]
    [InlineData("customers/update", "customer.updated")]
    [InlineData("customers/enable", "customer.updated")]
    [InlineData("customers/delete", "customer.deleted")]
    public void Customers_come_and_go(string topic, string type)
    {
        var customer = Shopify(topic, """{"id": 7, "email": null, "first_name": "Bob", "last_name": "", "addresses": [{"country_code": "de"}]}""").One(type).ReadData(EventJson.Default.Customer);

        Assert.Equal(type == EventTypes.CustomerDeleted ? new Customer("7") : new Customer("7", null, null, "Bob", "DE"), customer);
    }

    [Fact]
    public void The_same_delivery_has_the_same_ids_and_other_deliveries_others()
    {
        string IdOf(string topic, string eventId) => Shopify(topic, OrderBody, ("X-Shopify-Event-Id", eventId)).Events[0].Id;

        Assert.Equal(IdOf("orders/updated", "a"), IdOf("orders/updated", "a"));
        Assert.NotEqual(IdOf("orders/updated", "a"), IdOf("orders/updated", "b"));
        Assert.NotEqual(IdOf("orders/updated", "a"), IdOf("orders/create", "a"));
    }

    [Fact]
    public void Without_delivery_headers_the_body_is_the_identity()
    {
        string IdOf(string body) => Shopify("orders/updated", body).Events[0].Id;

        Assert.Equal(IdOf(OrderBody), IdOf(OrderBody));
        Assert.NotEqual(IdOf(OrderBody), IdOf(OrderBody.Replace("403.00", "404.00", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_endless_event_id_is_cut_down_without_colliding()
    {
        string IdOf(string eventId) => Shopify("orders/updated", OrderBody, ("X-Shopify-Event-Id", eventId)).Events[0].Id;

        var (a, b) = (IdOf(new string('x', 5_000) + "a"), IdOf(new string('x', 5_000) + "b"));

        Assert.NotEqual(a, b);
        Assert.InRange(a.Length, 1, 200);
    }

    [Fact]
    public void A_change_happened_when_it_was_triggered()
    {
        var translation = Shopify("orders/updated", OrderBody, ("X-Shopify-Triggered-At", "2026-03-01T11:59:58.123456Z"));

        Assert.Equal(Time("2026-03-01T11:59:58.123456Z"), translation.One(EventTypes.OrderUpdated).Time);
    }

    [Fact]
    public void A_time_that_cannot_be_true_is_replaced_by_the_time_of_receipt()
    {
        var body = OrderBody.Replace("2026-02-28T13:53:06-04:00", "2017-02-02T14:15:16-17:00", StringComparison.Ordinal);

        Assert.Equal(ReceivedAt, Shopify("orders/create", body).Order().PlacedAt);
    }
}
