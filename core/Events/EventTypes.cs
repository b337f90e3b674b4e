namespace MerchantOps.Events;

/// <summary>The event types we know. Others are kept in the archive and change nothing.</summary>
public static class EventTypes
{
    /// <summary>Data: <see cref="Orders.Order"/>. The order exists and is decided.</summary>
    public const string OrderPlaced = "order.placed";

    /// <summary>Data: <see cref="Orders.Order"/>, its newer state.</summary>
    public const string OrderUpdated = "order.updated";

    /// <summary>Data: <see cref="Orders.OrderChange"/>.</summary>
    public const string OrderPaid = "order.paid";

    /// <summary>Data: <see cref="Orders.OrderChange"/>.</summary>
    public const string OrderFulfilled = "order.fulfilled";

    /// <summary>Data: <see cref="Orders.OrderChange"/>.</summary>
    public const string OrderCancelled = "order.cancelled";

    /// <summary>Data: <see cref="Orders.OrderChange"/> with the amount given back.</summary>
    public const string OrderRefunded = "order.refunded";

    /// <summary>Data: <see cref="Orders.OrderChange"/> with amount and reason; a fraud label.</summary>
    public const string OrderChargedBack = "order.chargedback";

    /// <summary>Data: <see cref="Orders.OrderChange"/>; the merchant won the dispute, so the label is withdrawn.</summary>
    public const string OrderDisputeWon = "order.dispute-won";

    /// <summary>Data: <see cref="Reviews.OrderReview"/>. A person's verdict; only our own doors may say so.</summary>
    public const string OrderReviewed = "order.reviewed";

    /// <summary>Data: <see cref="Reviews.OrderAppeal"/>. Somebody objects; only our own doors may say so.</summary>
    public const string OrderAppealed = "order.appealed";

    /// <summary>Data: <see cref="Reviews.EntitySuppression"/>. A reviewer answers alarms about an entity for a while; only our own doors may say so.</summary>
    public const string EntitySuppressed = "entity.suppressed";

    /// <summary>Data: the platform's notice that an order changed, without its content.</summary>
    public const string OrderChanged = "order.changed";

    /// <summary>Data: <see cref="Customers.Customer"/>.</summary>
    public const string CustomerRegistered = "customer.registered";

    /// <summary>Data: <see cref="Customers.Customer"/>.</summary>
    public const string CustomerUpdated = "customer.updated";

    /// <summary>Data: <see cref="Customers.Customer"/> with its id.</summary>
    public const string CustomerDeleted = "customer.deleted";

    /// <summary>Data: the platform's notice that a customer changed, without its content.</summary>
    public const string CustomerChanged = "customer.changed";

    /// <summary>Data: <see cref="Products.Product"/>.</summary>
    public const string ProductListed = "product.listed";

    /// <summary>Data: <see cref="Products.Product"/>.</summary>
    public const string ProductUpdated = "product.updated";

    /// <summary>Data: <see cref="Products.Product"/> with its id.</summary>
    public const string ProductRemoved = "product.removed";

    /// <summary>Data: <see cref="Products.ProductReview"/>. Changes no document: it is archived, and read by the search for brushing.</summary>
    public const string ProductReviewed = "product.reviewed";

    /// <summary>Data: the platform's notice that a product changed, without its content.</summary>
    public const string ProductChanged = "product.changed";

    /// <summary>Data: the cart as the platform sent it.</summary>
    public const string CartUpdated = "cart.updated";

    /// <summary>Data: the platform's request, kept for the privacy process.</summary>
    public const string CustomerRedactionRequested = "customer.redaction-requested";

    /// <summary>Data: the platform's request, kept for the privacy process.</summary>
    public const string CustomerDataRequested = "customer.data-requested";

    /// <summary>Data: the platform's request, kept for the privacy process.</summary>
    public const string ShopRedactionRequested = "shop.redaction-requested";

    /// <summary>Whether only our own doors make such events, so that no platform may send one.</summary>
    public static bool IsOurs(string type) => type is OrderReviewed or OrderAppealed or EntitySuppressed;
}
