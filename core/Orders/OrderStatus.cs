using MerchantOps.Events;

namespace MerchantOps.Orders;

/// <summary>The states of an order in our words.</summary>
public static class OrderStatus
{
    public const string Placed = "placed", Paid = "paid", Fulfilled = "fulfilled", Cancelled = "cancelled", Refunded = "refunded", ChargedBack = "chargedback";

    /// <summary>The state that an event of this type leads to; null when it changes none.</summary>
    public static string? After(string eventType) => eventType switch
    {
        EventTypes.OrderPaid => Paid,
        EventTypes.OrderFulfilled => Fulfilled,
        EventTypes.OrderCancelled => Cancelled,
        EventTypes.OrderRefunded => Refunded,
        EventTypes.OrderChargedBack => ChargedBack,
        _ => null,
    };
}
