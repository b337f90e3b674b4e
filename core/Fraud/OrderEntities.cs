using System.Net;
using MerchantOps.Orders;
using MerchantOps.Storage;

namespace MerchantOps.Fraud;

/// <summary>
/// The entities an order touches: its customer (within the merchant) and its origin (across merchants: the device, else the IP
/// address, else the payment instrument). Two and not more, so that an order costs at most three documents.
/// </summary>
/// <param name="Customer">Null for a guest without e-mail address.</param>
/// <param name="Origin">Null when the order tells neither device nor address nor instrument.</param>
/// <param name="Seen">What the order adds to both.</param>
public readonly record struct OrderEntities(DocumentKey? Customer, DocumentKey? Origin, OriginKind OriginKind, OrderSeen Seen)
{
    public const string CustomerContainer = "customers", SignalContainer = "signals";

    public static OrderEntities Of(string merchant, string shop, Order order, PersonalHash hash)
    {
        var (kind, value) = OriginOf(order);
        var originHash = value is null ? null : hash.Of(Word(kind), value);
        DocumentKey? origin = originHash is null ? null : new(SignalContainer, $"{Word(kind)}-{originHash.AsSpan(0, 2)}", $"{Word(kind)}-{originHash}");
        var buyer = order.Buyer;
        var seen = new OrderSeen(
            order.PlacedAt.ToUnixTimeSeconds(),
            (double)order.Total.Amount / CurrencyScale.PerDollar(order.Total.Currency),
            // By the e-mail address where there is one: the same person has another id in every shop.
            hash.Member("customer", string.IsNullOrWhiteSpace(buyer?.Email) && !string.IsNullOrWhiteSpace(buyer?.Id) ? $"{merchant}/{shop}/{buyer.Id}" : buyer?.Email),
            hash.Member("card", order.Payment?.Fingerprint),
            value is null ? 0 : hash.Member("origin", value),
            DestinationOf(order.Shipping ?? order.Billing, hash),
            hash.Member("merchant", merchant));
        return new OrderEntities(CustomerOf(merchant, shop, buyer?.Id, buyer?.Email, hash), origin, kind, seen);
    }

    /// <summary>Where a customer's document is: by the shop's id, else by the hash of the e-mail address, else nowhere.</summary>
    public static DocumentKey? CustomerOf(string merchant, string shop, string? id, string? email, PersonalHash hash)
    {
        if (!string.IsNullOrWhiteSpace(id))
            return new DocumentKey(CustomerContainer, merchant, $"{shop}:{DocumentKey.Escape(id)}");
        return string.IsNullOrWhiteSpace(email) ? null : new DocumentKey(CustomerContainer, merchant, $"{shop}:mail:{hash.Of("email", email)}");
    }

    private static (OriginKind Kind, string? Value) OriginOf(Order order)
    {
        if (order.Device?.Id is { } device && !string.IsNullOrWhiteSpace(device))
            return (OriginKind.Device, device);
        if (order.Device?.Ip is { Length: > 0 } ip && IPAddress.TryParse(ip, out var address) && !IPAddress.IsLoopback(address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
            return (OriginKind.Address, ip);
        return order.Payment?.Fingerprint is { } card && !string.IsNullOrWhiteSpace(card) ? (OriginKind.Card, card) : (OriginKind.None, null);
    }

    private static uint DestinationOf(Address? address, PersonalHash hash) =>
        address?.Line1 is { Length: > 0 } line ? hash.Member("address", $"{line}|{address.PostalCode}|{address.City}|{address.Country}") : 0;

    private static string Word(OriginKind kind) => kind switch
    {
        OriginKind.Device => "device",
        OriginKind.Address => "ip",
        OriginKind.Card => "card",
        _ => "none",
    };
}

/// <summary>What an order's origin is told by.</summary>
public enum OriginKind
{
    None,
    Device,
    Address,
    Card,
}
