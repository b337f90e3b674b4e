using System.Net;
using System.Net.Sockets;
using MerchantOps.Orders;
using MerchantOps.Storage;

namespace MerchantOps.Fraud.Signals;

/// <summary>
/// The entities an order moves: the first <see cref="MaxEntities"/> of <see cref="EntityKind"/> that it tells of. Personal values enter as
/// keyed hashes only. Immutable.
/// </summary>
/// <param name="All">By kind, ascending.</param>
/// <param name="Seen">What the order adds to each.</param>
public sealed record OrderEntities(IReadOnlyList<OrderEntity> All, OrderSeen Seen)
{
    public const int MaxEntities = 5;

    public const string CustomerContainer = "customers", SignalContainer = "signals";

    public static OrderEntities Of(string merchant, string shop, Order order, PersonalHash hash)
    {
        var chosen = new List<OrderEntity>(MaxEntities);
        var (email, domain) = MailAddress.Split(order.Buyer?.Email);
        var customer = order.Buyer?.Id is { } id && !string.IsNullOrWhiteSpace(id) ? id : null;
        var person = email is not null ? Add(EntityKind.Person, "mail", email)
            : customer is not null ? Take(EntityKind.Person, CustomerKey(merchant, shop, customer), hash.Of("customer", $"{merchant}/{shop}/{customer}")) : 0;
        var seller = Add(EntityKind.Shop, "shop", $"{merchant}/{shop}");
        var device = Add(EntityKind.Device, "device", order.Device?.Id);
        var card = Add(EntityKind.Card, "card", order.Payment?.Fingerprint);
        var address = Add(EntityKind.Address, "address", Destination(order.Shipping ?? order.Billing));
        _ = Add(EntityKind.Domain, "domain", domain is null || MailAddress.IsLargeProvider(domain) ? null : domain);
        var (host, neighbourhood) = NetworkOf(order.Device?.Ip);
        var network = Add(EntityKind.Network, "net", neighbourhood);
        return new OrderEntities(chosen, new OrderSeen(
            order.PlacedAt.ToUnixTimeSeconds(), (double)order.Total.Amount / CurrencyScale.PerDollar(order.Total.Currency),
            person, device, card, address, network, seller, hash.Member("host", host))
        {
            Young = order.Buyer?.RegisteredAt is { } registered && order.PlacedAt - registered < TimeSpan.FromHours(1),
        });

        uint Add(EntityKind kind, string word, string? value)
        {
            if (string.IsNullOrWhiteSpace(value))
                return 0;
            var digest = hash.Of(word, value);
            return Take(kind, new DocumentKey(SignalContainer, $"{word}-{digest.AsSpan(0, 2)}", $"{word}-{digest}"), digest);
        }

        uint Take(EntityKind kind, DocumentKey key, string digest)
        {
            if (chosen.Count < MaxEntities)
                chosen.Add(new OrderEntity(kind, key));
            return PersonalHash.MemberOf(digest);
        }
    }

    /// <summary>Where a shop's customer is kept.</summary>
    public static DocumentKey CustomerKey(string merchant, string shop, string id) => new(CustomerContainer, merchant, $"{shop}:{DocumentKey.Escape(id)}");

    /// <summary>Where in <see cref="All"/> the kind is, or −1.</summary>
    public int IndexOf(EntityKind kind)
    {
        for (var i = 0; i < All.Count; i++)
            if (All[i].Kind == kind)
                return i;
        return -1;
    }

    private static string? Destination(Address? address) =>
        address?.Line1 is { } line && !string.IsNullOrWhiteSpace(line) ? $"{line.Trim()}|{address.PostalCode?.Trim()}|{address.City?.Trim()}|{address.Country}" : null;

    private static (string? Host, string? Neighbourhood) NetworkOf(string? text)
    {
        if (!IPAddress.TryParse(text, out var ip) || IPAddress.IsLoopback(ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            return (null, null);
        if (ip.IsIPv4MappedToIPv6)
            ip = ip.MapToIPv4();
        var bytes = ip.GetAddressBytes();
        return (ip.ToString(), Convert.ToHexStringLower(bytes.AsSpan(0, ip.AddressFamily == AddressFamily.InterNetwork ? 3 : 7)));
    }
}

/// <summary>An entity of an order and where its document is.</summary>
public readonly record struct OrderEntity(EntityKind Kind, DocumentKey Key);
