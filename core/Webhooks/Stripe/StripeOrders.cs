using System.Text.Json;
using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Webhooks.Stripe;

/// <summary>Orders as far as Stripe's payments show them.</summary>
internal static class StripeOrders
{
    public static Order FromCharge(JsonElement charge, ShopEvents events) => Build(charge, "amount", events) with
    {
        Status = charge.Flag("refunded") ? "refunded" : IsPaid(charge) ? "paid" : "placed",
        Buyer = BuyerOf(charge, charge.Field("billing_details"), charge.Text("receipt_email")),
        Billing = StripeFields.AddressOf(charge.Field("billing_details")),
        Shipping = StripeFields.AddressOf(charge.Field("shipping")),
        Payment = PaymentOf(charge),
    };

    public static Order FromIntent(JsonElement intent, ShopEvents events)
    {
        var charge = LatestCharge(intent);
        return Build(intent, "amount", events) with
        {
            Status = intent.Text("status") switch { "succeeded" => "paid", "canceled" => "cancelled", _ => "placed" },
            Buyer = BuyerOf(intent, charge.Field("billing_details"), intent.Text("receipt_email")),
            Billing = StripeFields.AddressOf(charge.Field("billing_details")),
            Shipping = StripeFields.AddressOf(intent.Field("shipping")),
            Payment = PaymentOf(charge),
        };
    }

    public static Order FromSession(JsonElement session, ShopEvents events)
    {
        var customer = session.Field("customer_details");
        var shipping = session.Field("shipping_details") is { ValueKind: JsonValueKind.Object } details
            ? details
            : session.Field("collected_information").Field("shipping_details");
        return Build(session, "amount_total", events) with
        {
            Status = session.Text("payment_status") is "paid" or "no_payment_required" ? "paid" : "placed",
            Lines = LinesOf(session.Field("line_items"), session.Text("currency")),
            Buyer = BuyerOf(session, customer, session.Text("customer_email")),
            Billing = StripeFields.AddressOf(customer),
            Shipping = StripeFields.AddressOf(shipping),
        };
    }

    public static Order FromInvoice(JsonElement invoice, string id, ShopEvents events) => Build(invoice, "total", events, id) with
    {
        Number = invoice.Field("metadata").Text("order_id") ?? invoice.Text("number"),
        Status = invoice.Text("status") switch { "paid" => "paid", "void" or "uncollectible" => "cancelled", _ => "placed" },
        Lines = LinesOf(invoice.Field("lines"), invoice.Text("currency")),
        Buyer = BuyerOf(invoice, default, invoice.Text("customer_email")) is { } buyer
            ? buyer with { Name = invoice.Text("customer_name"), Phone = invoice.Text("customer_phone") } : null,
        Shipping = StripeFields.AddressOf(invoice.Field("customer_shipping")),
    };

    /// <summary>Money was taken, not only set aside.</summary>
    public static bool IsPaid(JsonElement charge) =>
        charge.Text("status") is null or "succeeded" && charge.Flag("paid") && charge.Field("captured").ValueKind != JsonValueKind.False;

    private static Order Build(JsonElement root, string amount, ShopEvents events, string? id = null)
    {
        var currency = root.Text("currency");
        return new Order
        {
            Id = id ?? root.PaymentId() ?? root.Id(),
            Number = root.Field("metadata").Text("order_id"),
            PlacedAt = events.Moment(root.UnixTime("created")),
            Total = events.Total(root.Amount(amount, currency), currency),
            Test = root.Field("livemode").ValueKind == JsonValueKind.False,
        };
    }

    private static JsonElement LatestCharge(JsonElement intent) =>
        intent.Field("latest_charge") is { ValueKind: JsonValueKind.Object } charge ? charge : intent.Field("charges").Items("data").FirstOrDefault();

    private static Buyer? BuyerOf(JsonElement root, JsonElement details, string? email)
    {
        var customer = root.Field("customer");
        var buyer = new Buyer(
            root.Ref("customer"), details.Text("email") ?? email ?? customer.Text("email"), details.Text("phone") ?? customer.Text("phone"),
            details.Text("name") ?? customer.Text("name"), customer.UnixTime("created"));
        return buyer == new Buyer() ? null : buyer;
    }

    private static Payment? PaymentOf(JsonElement charge)
    {
        var details = charge.Field("payment_method_details");
        var card = details.Field("card") is { ValueKind: JsonValueKind.Object } modern ? modern : charge.Field("source");
        var kind = details.Text("type") ?? card.Text("object");
        return kind is null
            ? null
            : new Payment(
                PaymentMethods.Of(kind) ?? kind, "stripe", card.Text("fingerprint"), card.Text("iin"), card.Text("last4"), CountryCode.Of(card.Text("country")));
    }

    private static IReadOnlyList<OrderLine> LinesOf(JsonElement list, string? currency) => ShopEvents.Lines(list.Items("data"), line =>
    {
        var quantity = line.Int("quantity") ?? 1;
        var amount = line.Amount("amount_total", currency) ?? line.Amount("amount", currency);
        var product = line.Field("price").Ref("product") ?? line.Field("pricing").Field("price_details").Text("product");
        return ShopEvents.Line(product, null, line.Text("description"), quantity, quantity > 0 ? amount / quantity : null);
    });
}
