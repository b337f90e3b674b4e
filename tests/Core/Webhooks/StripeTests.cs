using MerchantOps.Customers;
using MerchantOps.Events;
using MerchantOps.Orders;
using static MerchantOps.Tests.Core.Webhooks.Translating;

namespace MerchantOps.Tests.Core.Webhooks;

public sealed class StripeTests
{
    internal const string Charge = """
        {"object": "charge", "id": "ch_1", "payment_intent": "pi_1", "amount": 1099, "amount_captured": 1099, "amount_refunded": 0, "currency": "eur", "created": 1772000000,
         "livemode": true, "paid": true, "captured": true, "refunded": false, "status": "succeeded", "customer": "cus_1", "metadata": {},
         "billing_details": {"name": "Jenny Rosen", "email": "jenny@example.com", "phone": null, "address": {"city": "Berlin", "country": "DE", "line1": "Weg 1", "line2": null, "postal_code": "10115", "state": null}},
         "payment_method_details": {"type": "card", "card": {"brand": "visa", "country": "US", "fingerprint": "AOB934RVNwzk6xtn", "last4": "4242"}}}
        """;

    [Fact]
    public void A_charge_tells_the_order_and_its_payment()
    {
        var translation = Stripe(Event("charge.succeeded", Charge));

        Assert.Equal([EventTypes.OrderUpdated, EventTypes.OrderPaid], translation.Types());
        Assert.Equal("order.updated/order/pi_1/evt_1", translation.Events[0].Id);
        var order = translation.Order();
        Assert.Equal(("pi_1", new Money(10.99m, "EUR"), "paid", false), (order.Id, order.Total, order.Status, order.Test));
        Assert.Equal(new Payment("card", "stripe", "AOB934RVNwzk6xtn", null, "4242", "US"), order.Payment);
        Assert.Equal(new Buyer("cus_1", "jenny@example.com", null, "Jenny Rosen"), order.Buyer);
        Assert.Equal(new Address("Jenny Rosen", "Weg 1", null, "Berlin", null, "10115", "DE"), order.Billing);
    }

    [Theory]
    [InlineData("jpy", 1099, "1099")]
    [InlineData("usd", 1099, "10.99")]
    [InlineData("kwd", 10990, "10.99")]
    [InlineData("isk", 109900, "1099")]
    [InlineData("ugx", 109900, "1099")]
    public void Amounts_are_in_the_smallest_unit_of_their_currency(string currency, int minor, string amount)
    {
        var body = $$"""{"object": "payment_intent", "id": "pi_1", "amount": {{minor}}, "currency": "{{currency}}", "created": 1772000000, "status": "processing"}""";

        Assert.Equal(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), Stripe(body).Order().Total.Amount);
    }

    [Fact]
    public void The_shops_own_order_id_is_the_number_that_people_see()
    {
        var body = Event("payment_intent.succeeded", """{"object": "payment_intent", "id": "pi_1", "amount": 1099, "amount_received": 1099, "currency": "usd", "created": 1772000000, "status": "succeeded", "metadata": {"order_id": "1001"}}""");

        Assert.Equal(("pi_1", "1001"), (Stripe(body).Order().Id, Stripe(body).Order().Number));
    }

    [Fact]
    public void One_payment_has_one_id_whichever_object_tells_it()
    {
        var byCharge = Stripe(Event("charge.succeeded", Charge));
        var byIntent = Stripe(Event("payment_intent.succeeded", """{"object": "payment_intent", "id": "pi_1", "amount": 1099, "currency": "eur", "created": 1772000000, "status": "succeeded"}""", "evt_2"));
        var bySession = Stripe(Event("checkout.session.completed", """{"object": "checkout.session", "id": "cs_1", "payment_intent": "pi_1", "amount_total": 1099, "currency": "eur", "created": 1772000000, "status": "complete", "payment_status": "paid"}""", "evt_3"));

        Assert.Single(new[] { byCharge, byIntent, bySession }.Select(t => t.One(EventTypes.OrderPaid).Id).Distinct());
    }

    [Theory]
    [InlineData("payment_intent.created", "requires_payment_method", "order.placed")]
    [InlineData("payment_intent.payment_failed", "requires_payment_method", "order.updated")]
    [InlineData("payment_intent.canceled", "canceled", "order.updated,order.cancelled")]
    [InlineData("payment_intent.succeeded", "succeeded", "order.updated,order.paid")]
    public void A_payment_intent_is_an_order_from_its_creation(string type, string status, string types)
    {
        var body = Event(type, $$"""{"object": "payment_intent", "id": "pi_1", "amount": 1099, "currency": "usd", "created": 1772000000, "status": "{{status}}"}""");

        Assert.Equal(types, string.Join(',', Stripe(body).Types()));
    }

    [Fact]
    public void Money_only_set_aside_is_not_paid() =>
        Assert.Equal([EventTypes.OrderUpdated], Stripe(Event("charge.succeeded", Charge.Replace("\"captured\": true", "\"captured\": false", StringComparison.Ordinal))).Types());

    [Fact]
    public void A_second_partial_refund_is_its_own_amount()
    {
        var charge = Charge.Replace("\"amount_refunded\": 0", "\"amount_refunded\": 900", StringComparison.Ordinal);

        var refund = Stripe(Event("charge.refunded", charge, previous: """{"amount_refunded": 500}"""));

        Assert.Equal(new Money(4.00m, "EUR"), refund.Change(EventTypes.OrderRefunded).Amount);
        Assert.DoesNotContain(EventTypes.OrderRefunded, Stripe(Event("charge.updated", charge)).Types());
    }

    [Fact]
    public void A_refund_listed_by_its_charge_is_the_one_told_by_itself()
    {
        const string refund = """{"object": "refund", "id": "re_1", "charge": "ch_1", "payment_intent": "pi_1", "amount": 500, "currency": "eur", "created": 1772000500, "status": "succeeded", "reason": "fraudulent"}""";
        var charge = Charge.Replace("\"amount_refunded\": 0", $"\"amount_refunded\": 500, \"refunds\": {{\"data\": [{refund}]}}", StringComparison.Ordinal);

        var (byCharge, byItself) = (Stripe(Event("charge.refunded", charge)), Stripe(Event("refund.created", refund, "evt_2")));

        Assert.Equal(byItself.One(EventTypes.OrderRefunded).Id, byCharge.One(EventTypes.OrderRefunded).Id);
        Assert.Equal(new OrderChange("pi_1", DateTimeOffset.FromUnixTimeSeconds(1772000500), new Money(5m, "EUR"), "fraudulent"), byItself.Change(EventTypes.OrderRefunded));
    }

    [Theory]
    [InlineData("charge.dispute.created", "needs_response", "order.chargedback")]
    [InlineData("charge.dispute.closed", "lost", "order.chargedback")]
    [InlineData("charge.dispute.closed", "won", "order.dispute-won")]
    [InlineData("charge.dispute.created", "warning_needs_response", "inquiry")]
    public void A_dispute_is_a_chargeback_until_it_is_won(string type, string status, string expected)
    {
        var translation = Stripe(Event(type, $$"""{"object": "dispute", "id": "dp_1", "charge": "ch_1", "payment_intent": "pi_1", "amount": 1099, "currency": "usd", "created": 1772000000, "reason": "fraudulent", "status": "{{status}}"}"""));

        Assert.Equal(expected, translation.Events is [var e] ? e.Type : translation.Code());
    }

    [Theory]
    [InlineData("customer.created", "customer.registered")]
    [InlineData("customer.updated", "customer.updated")]
    [InlineData("customer.deleted", "customer.deleted")]
    public void Customers_come_and_go(string type, string expected)
    {
        var customer = Stripe(Event(type, """{"object": "customer", "id": "cus_1", "email": "jenny@example.com", "name": "Jenny", "address": {"country": "US"}, "created": 1772000000}""")).One(expected).ReadData(EventJson.Default.Customer);

        Assert.Equal(expected == EventTypes.CustomerDeleted ? new Customer("cus_1") : new Customer("cus_1", "jenny@example.com", null, "Jenny", "US", DateTimeOffset.FromUnixTimeSeconds(1772000000)), customer);
    }

    [Fact]
    public void A_bare_object_is_its_latest_state()
    {
        Assert.Equal([EventTypes.OrderUpdated, EventTypes.OrderPaid], Stripe(Charge).Types());
        Assert.Equal([EventTypes.ProductUpdated], Stripe("""{"object": "product", "id": "prod_1", "name": "T-shirt", "active": true}""").Types());
        Assert.Equal([EventTypes.CustomerDeleted], Stripe("""{"object": "customer", "id": "cus_1", "deleted": true}""").Types());
    }

    [Theory]
    [InlineData("""{"object": "subscription", "id": "sub_1"}""", "unsupported-object")]
    [InlineData("""{"object": "invoice", "id": "in_1", "status": "open", "total": 100, "currency": "usd"}""", "invoice-without-payment")]
    [InlineData("""{"object": "checkout.session", "id": "cs_1", "mode": "subscription", "status": "complete", "payment_status": "paid"}""", "session-without-payment")]
    [InlineData("""{"object": "refund", "id": "re_1", "amount": 1, "currency": "usd"}""", "refund-without-order")]
    [InlineData("""{"object": "payment_intent", "amount": 1, "currency": "usd"}""", "missing-id")]
    [InlineData("""{"id": "x"}""", "unsupported-object")]
    public void What_fits_no_event_is_refused_by_name(string body, string code) => Assert.Equal(code, Stripe(body).Code());

    private static string Event(string type, string subject, string id = "evt_1", string previous = "null") =>
        $$"""{"id": "{{id}}", "object": "event", "created": 1772000600, "type": "{{type}}", "data": {"object": {{subject}}, "previous_attributes": {{previous}} } }""";
}
