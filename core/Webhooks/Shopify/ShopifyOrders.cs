using System.Text.Json;
using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Webhooks.Shopify;

/// <summary>Shopify's order body in canonical shape.</summary>
internal static class ShopifyOrders
{
    public static Order Read(JsonElement root, ShopEvents events)
    {
        var set = root.Field("total_price_set").Field("shop_money");
        return new Order
        {
            Id = root.Id(),
            Number = root.Text("name") ?? root.Text("order_number"),
            PlacedAt = events.Moment(root.Time("created_at") ?? root.Time("processed_at")),
            Total = events.Total(
                root.Decimal("total_price") ?? set.Decimal("amount") ?? root.Decimal("current_total_price"), root.Text("currency") ?? set.Text("currency_code")),
            Status = StatusOf(root),
            Lines = ShopEvents.Lines(root.Items("line_items"), Line),
            Buyer = BuyerOf(root),
            Billing = AddressOf(root.Field("billing_address")),
            Shipping = AddressOf(root.Field("shipping_address")),
            Payment = PaymentOf(root),
            Device = DeviceOf(root),
            Channel = root.Text("source_name"),
            Test = root.Flag("test"),
        };
    }

    public static bool IsPaid(JsonElement root) => root.Text("financial_status") is "paid" or "partially_refunded" or "refunded";

    private static string StatusOf(JsonElement root)
    {
        if (root.Text("cancelled_at") is not null || root.Text("financial_status") is "voided")
            return "cancelled";
        if (root.Text("financial_status") is "refunded")
            return "refunded";
        if (root.Text("fulfillment_status") is "fulfilled")
            return "fulfilled";
        return IsPaid(root) ? "paid" : "placed";
    }

    private static OrderLine? Line(JsonElement line) =>
        ShopEvents.Line(line.Text("product_id"), line.Text("sku"), line.Text("title") ?? line.Text("name"), line.Int("quantity"), line.Decimal("price"));

    private static Buyer? BuyerOf(JsonElement root)
    {
        var customer = root.Field("customer");
        var buyer = new Buyer(
            customer.Text("id"),
            root.Text("email") ?? root.Text("contact_email") ?? customer.Text("email"),
            root.Text("phone") ?? customer.Text("phone") ?? root.Field("billing_address").Text("phone"),
            customer.PersonName() ?? root.Field("billing_address").PersonName(),
            customer.Time("created_at"),
            // Shopify counts the order at hand among the customer's orders.
            customer.Int("orders_count") is { } count ? Math.Max(0, count - 1) : null);
        return buyer == new Buyer() ? null : buyer;
    }

    public static Address? AddressOf(JsonElement address)
    {
        var read = new Address(
            address.PersonName(), address.Text("address1"), address.Text("address2"), address.Text("city"),
            address.Text("province_code") ?? address.Text("province"), address.Text("zip"),
            CountryCode.Of(address.Text("country_code")) ?? CountryCode.Of(address.Text("country")));
        return read == new Address() ? null : read;
    }

    private static Payment? PaymentOf(JsonElement root)
    {
        var gateway = root.Items("payment_gateway_names").Select(g => g.AsText()).FirstOrDefault(g => g is not null) ?? root.Text("gateway");
        var card = root.Field("payment_details");
        var number = card.Text("credit_card_number");
        var payment = new Payment(
            number is not null ? PaymentMethods.Card : PaymentMethods.Of(gateway), gateway, null, card.Text("credit_card_bin"), LastFour(number));
        return payment == new Payment() ? null : payment;
    }

    private static string? LastFour(string? number) =>
        number is { Length: >= 4 } && number[^4..].All(char.IsAsciiDigit) ? number[^4..] : null;

    private static Device? DeviceOf(JsonElement root)
    {
        var client = root.Field("client_details");
        var device = new Device(null, root.Ip("browser_ip") ?? client.Ip("browser_ip"), client.Text("user_agent"));
        return device == new Device() ? null : device;
    }
}
