using System.Text.Json;
using MerchantOps.Orders;

namespace MerchantOps.Webhooks.Stripe;

/// <summary>Reads Stripe's own ways: references that may be expanded to objects, amounts in minor units, metadata.</summary>
internal static class StripeFields
{
    private static readonly HashSet<string> ZeroDecimal = new(StringComparer.OrdinalIgnoreCase)
    {
        "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF",
    };

    private static readonly HashSet<string> ThreeDecimal = new(StringComparer.OrdinalIgnoreCase) { "BHD", "JOD", "KWD", "OMR", "TND" };

    /// <summary>The id of a referenced object, whether it is expanded or not.</summary>
    public static string? Ref(this JsonElement element, string name) => element.Text(name) ?? element.Field(name).Text("id");

    /// <summary>
    /// An amount in whole units: Stripe counts in the smallest unit of a currency, which is the unit itself for some and a thousandth for a
    /// few. (ISK and UGX have no smaller unit any more, but are still counted in hundredths.)
    /// </summary>
    public static decimal? Amount(this JsonElement element, string name, string? currency)
    {
        if (element.Decimal(name) is not { } minor || currency is null)
            return null;
        return ZeroDecimal.Contains(currency) ? minor : minor / (ThreeDecimal.Contains(currency) ? 1000 : 100);
    }

    /// <summary>
    /// The payment that an object is about, which is our order: the payment intent, or the charge of a payment without one. Every object of a
    /// payment names it, while <c>metadata.order_id</c> is missing on the disputes, refunds and sessions of the very order that has one.
    /// </summary>
    public static string? PaymentId(this JsonElement element) => element.Text("object") switch
    {
        "payment_intent" => element.Text("id"),
        "charge" => element.Ref("payment_intent") ?? element.Text("id"),
        _ => element.Ref("payment_intent") ?? element.Ref("charge"),
    };

    public static Address? AddressOf(JsonElement holder)
    {
        var address = holder.Field("address");
        var read = new Address(
            holder.Text("name"), address.Text("line1"), address.Text("line2"), address.Text("city"), address.Text("state"), address.Text("postal_code"),
            Events.CountryCode.Of(address.Text("country")));
        return read == new Address() ? null : read;
    }
}
