using System.Globalization;
using System.Text.Json;
using MerchantOps.Events;
using MerchantOps.Orders;
using MerchantOps.Shops;

namespace MerchantOps.Replay;

/// <summary>A made-up shop that a data set's orders belong to, and the events of its orders.</summary>
internal sealed class ReplayShop(string merchant, string shop)
{
    private readonly string source = $"/{ShopPlatforms.Standard}/{merchant}/{shop}";

    /// <summary>Merchants are numbered from 1: <c>ecom-01</c>.</summary>
    public static string MerchantId(string prefix, uint number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number + 1:D2}");

    /// <summary>The same number for the same id on every machine and in every run (FNV-1a, its bits mixed once more).</summary>
    public static uint Hash(ReadOnlySpan<byte> id)
    {
        var hash = 2166136261u;
        foreach (var b in id)
            hash = (hash ^ b) * 16777619;
        return (hash ^ (hash >> 15)) * 2246822519u >> 8;
    }

    /// <summary>The event ids are made of the order's id, so that replaying again sends the same events.</summary>
    public CloudEvent Placed(Order order) =>
        Event(order.Id, "placed", EventTypes.OrderPlaced, order.PlacedAt, JsonSerializer.SerializeToUtf8Bytes(order, EventJson.Default.Order));

    public CloudEvent Changed(string type, OrderChange change) =>
        Event(change.Order, type["order.".Length..], type, change.At, JsonSerializer.SerializeToUtf8Bytes(change, EventJson.Default.OrderChange));

    /// <summary>The chargeback of a fraudulent order, or nothing.</summary>
    public IReadOnlyList<CloudEvent> Label(Order order, bool fraud, TimeSpan delay) =>
        fraud ? [Changed(EventTypes.OrderChargedBack, new OrderChange(order.Id, order.PlacedAt + delay, order.Total, "fraudulent"))] : [];

    private CloudEvent Event(string order, string what, string type, DateTimeOffset time, byte[] data) =>
        new($"{order}-{what}", source, type, "order/" + order, time, merchant, shop, data);
}
