using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Streaming;

namespace MerchantOps.Orders;

/// <summary>Makes the events by which people act on a stored order.</summary>
internal static class OrderEvents
{
    /// <param name="id">The same act has the same id, so that its event takes effect once however often it is appended.</param>
    public static StreamEvent Of<T>(OrderRecord record, string order, string type, string id, DateTimeOffset at, T data, JsonTypeInfo<T> shape) => new(
        record.Merchant,
        CloudEventCodec.Write(new CloudEvent(
            id, $"/console/{record.Merchant}/{record.Shop}", type, $"order/{order}", at, record.Merchant, record.Shop, JsonSerializer.SerializeToUtf8Bytes(data, shape))));

    /// <summary>The platform's own id of an order.</summary>
    /// <exception cref="ConflictException">The order's content has not come yet.</exception>
    public static string IdOf(OrderRecord record) =>
        record.ReadOrder()?.Id ?? throw new ConflictException("order-undecided", "Only later events of this order have come yet; try again when the order itself has.");
}
