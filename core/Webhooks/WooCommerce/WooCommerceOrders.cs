using System.Net;
using System.Text.Json;
using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Webhooks.WooCommerce;

/// <summary>WooCommerce's order body (REST API v1 to v3) in canonical shape.</summary>
internal static class WooCommerceOrders
{
    public static Order Read(JsonElement root, ShopEvents events)
    {
        var billing = root.Field("billing");
        return new Order
        {
            Id = root.Id(),
            Number = root.Text("number"),
            PlacedAt = events.Moment(root.GmtTime("date_created")),
            Total = events.Total(root.Decimal("total"), root.Text("currency")),
            Status = StatusOf(root),
            Lines = ShopEvents.Lines(root.Items("line_items"), Line),
            Buyer = BuyerOf(root, billing),
            Billing = AddressOf(billing),
            Shipping = AddressOf(root.Field("shipping")),
            Payment = PaymentOf(root),
            Device = DeviceOf(root),
            Channel = Meta(root, "_wc_order_attribution_utm_source") ?? Meta(root, "_wc_order_attribution_source_type") ?? root.Text("created_via"),
        };
    }

    /// <summary>WooCommerce writes each time twice, in the shop's own time and with <c>_gmt</c> in UTC; where only the first is there, it is taken as UTC.</summary>
    public static DateTimeOffset? GmtTime(this JsonElement element, string name) => element.Time(name + "_gmt") ?? element.Time(name);

    /// <summary>WooCommerce escapes names for HTML.</summary>
    public static string? Plain(this JsonElement element, string name) => WebUtility.HtmlDecode(element.Text(name));

    private static string StatusOf(JsonElement root) => root.Text("status") switch
    {
        "completed" => "fulfilled",
        "processing" => "paid",
        "cancelled" or "failed" or "trash" => "cancelled",
        "refunded" => "refunded",
        _ => root.GmtTime("date_paid") is null ? "placed" : "paid",
    };

    private static OrderLine? Line(JsonElement line)
    {
        var quantity = line.Int("quantity");
        var price = line.Decimal("price") ?? (quantity is > 0 ? line.Decimal("total") / quantity : null);
        return ShopEvents.Line(line.Text("product_id"), line.Text("sku"), line.Plain("name"), quantity, price);
    }

    private static Buyer? BuyerOf(JsonElement root, JsonElement billing)
    {
        var buyer = new Buyer(
            root.Text("customer_id") is { } id and not "0" ? id : null, billing.Text("email"), billing.Text("phone"), billing.PersonName());
        return buyer == new Buyer() ? null : buyer;
    }

    private static Address? AddressOf(JsonElement address)
    {
        var read = new Address(
            address.PersonName(), address.Text("address_1"), address.Text("address_2"), address.Text("city"), address.Text("state"), address.Text("postcode"),
            CountryCode.Of(address.Text("country")));
        return read == new Address() ? null : read;
    }

    private static Payment? PaymentOf(JsonElement root)
    {
        var gateway = root.Text("payment_method");
        return gateway is null ? null : new Payment(PaymentMethods.Of(gateway) ?? PaymentMethods.Of(root.Text("payment_method_title")), gateway);
    }

    private static Device? DeviceOf(JsonElement root)
    {
        var device = new Device(null, root.Ip("customer_ip_address"), root.Text("customer_user_agent"));
        return device == new Device() ? null : device;
    }

    private static string? Meta(JsonElement root, string key)
    {
        foreach (var entry in root.Items("meta_data"))
            if (entry.Text("key") == key)
                return entry.Text("value");
        return null;
    }
}
