using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MerchantOps.Customers;
using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Orders;
using MerchantOps.Products;
using MerchantOps.Shops;

namespace MerchantOps.Webhooks;

/// <summary>
/// Makes the canonical events of one delivery. An event's id is made of its type, its subject and a key: the delivery's for a state
/// (<c>order.updated</c>), the fact's own for a fact (a refund's id, a time of payment), so that the same fact has one id however often
/// and in whichever delivery it is told.
/// </summary>
internal sealed class ShopEvents(Shop shop, DateTimeOffset receivedAt)
{
    private const int MaxSubjectId = 120, MaxEventId = 200, MaxQuantity = 1_000_000;

    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public CloudEvent Of(string type, Order order, DateTimeOffset? time, string key) =>
        Make(type, $"order/{order.Id}", time, key, JsonSerializer.SerializeToUtf8Bytes(order, EventJson.Default.Order));

    public CloudEvent Of(string type, OrderChange change, string key) =>
        Make(type, $"order/{change.Order}", change.At, key, JsonSerializer.SerializeToUtf8Bytes(change, EventJson.Default.OrderChange));

    public CloudEvent Of(string type, Customer customer, DateTimeOffset? time, string key) =>
        Make(type, $"customer/{customer.Id}", time, key, JsonSerializer.SerializeToUtf8Bytes(customer, EventJson.Default.Customer));

    public CloudEvent Of(string type, Product product, DateTimeOffset? time, string key) =>
        Make(type, $"product/{product.Id}", time, key, JsonSerializer.SerializeToUtf8Bytes(product, EventJson.Default.Product));

    /// <summary>An event whose data is what the platform sent, as it is.</summary>
    public CloudEvent Raw(string type, string subject, DateTimeOffset? time, string key, JsonElement data) =>
        Make(type, subject, time, key, JsonMarshal.GetRawUtf8Value(data).ToArray());

    /// <summary>A time as it can be true: the moment of receipt stands for none, for one before 1990 and for one more than a day ahead.</summary>
    public DateTimeOffset Moment(DateTimeOffset? time) =>
        time is { } t && t >= Earliest && t <= receivedAt + TimeSpan.FromDays(1) ? t : receivedAt;

    /// <summary>An amount in the named currency, else in the shop's; null without an amount or a currency.</summary>
    public Money? Money(decimal? amount, string? currency) =>
        amount is { } value && (CurrencyCode.Of(currency) ?? shop.Currency) is { } code && Math.Abs(value) <= Events.Money.Limit ? new Money(value, code) : null;

    /// <exception cref="InvalidInputException">There is no amount or currency, or the amount is below 0 or above 1,000,000,000.</exception>
    public Money Total(decimal? amount, string? currency)
    {
        if (amount is not { } total)
            throw new InvalidInputException("missing-total", "The order needs a total.");
        if (total is < 0 or > OrderRules.MaxTotal)
            throw new InvalidInputException("invalid-total", "The order's total is below 0 or above 1,000,000,000.");
        return Money(total, currency)
            ?? throw new InvalidInputException("missing-currency", "The order names no currency, and none is set for the shop.");
    }

    /// <summary>The lines that sell something, as many as an order may have.</summary>
    public static IReadOnlyList<OrderLine> Lines(IEnumerable<JsonElement> lines, Func<JsonElement, OrderLine?> read) =>
        [.. lines.Select(read).OfType<OrderLine>().Take(OrderRules.MaxLines)];

    /// <summary>A line, or null for one that sells nothing.</summary>
    public static OrderLine? Line(string? product, string? sku, string? title, int? quantity, decimal? price) =>
        quantity is > 0
            ? new OrderLine(product, sku, title, Math.Min(quantity.Value, MaxQuantity), price is { } p && Math.Abs(p) <= Events.Money.Limit ? p : 0)
            : null;

    /// <summary>43 characters that stand for these parts, and differ for any others.</summary>
    public static string Digest(string part, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(part));
        hash.AppendData([0]);
        hash.AppendData(body);
        return Base64Url.EncodeToString(hash.GetHashAndReset());
    }

    /// <exception cref="InvalidInputException">What it happened to has too long an id.</exception>
    private CloudEvent Make(string type, string subject, DateTimeOffset? time, string key, ReadOnlyMemory<byte> data)
    {
        if (subject.Length - subject.IndexOf('/', StringComparison.Ordinal) - 1 > MaxSubjectId)
            throw new InvalidInputException("invalid-id", $"An id in the body has more than {MaxSubjectId} characters.");

        var id = $"{type}/{subject}/{key}";
        if (id.Length > MaxEventId)
            id = $"{type}/{Digest(id, [])}";
        return new CloudEvent(id, shop.Source, type, subject, Moment(time), shop.Id.Merchant, shop.Id.Shop, data);
    }
}
