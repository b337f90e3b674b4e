using System.Text.Unicode;
using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;
using MerchantOps.Products;
using MerchantOps.Shops;
using MerchantOps.Streaming;
using MerchantOps.Webhooks;

namespace MerchantOps.Ingestion;

/// <summary>An event of the stream, read and validated.</summary>
/// <param name="Payload">What its type says: an Order, OrderChange, OrderReview, OrderAppeal, EntitySuppression, Customer, Product or ProductReview; null for types that change nothing.</param>
/// <param name="Record">Where it stood in the stream, with its raw bytes.</param>
/// <param name="Position">Source and sequence, such as <c>events/3/1#41</c>: the same for every delivery of this record.</param>
internal sealed record IncomingEvent(CloudEvent Event, object? Payload, StreamRecord Record, string Position)
{
    private OrderEntities? entities;

    public string Merchant => Event.Merchant;

    /// <summary>Stands for the event in the marks of its order.</summary>
    public string Digest { get; } = OrderRecord.DigestOf(Event);

    /// <summary>The entities of the event's own order; calculated once, because hashes cost.</summary>
    public OrderEntities EntitiesOf(Order order, PersonalHash hash) => entities ??= OrderEntities.Of(Event.Merchant, Event.Shop, order, hash);

    /// <exception cref="InvalidInputException">The event is poison: it will never be readable.</exception>
    public static IncomingEvent Read(StreamSource source, StreamRecord record)
    {
        if (!Utf8.IsValid(record.Body.Span))
            throw new InvalidInputException("not-utf8", "The event is not UTF-8.");
        var e = ReadEnvelope(record.Body);
        _ = ShopId.Parse(e.Merchant, e.Shop);
        return new IncomingEvent(e, PayloadOf(e), record, PositionOf(source, record.Sequence));
    }

    public static string PositionOf(StreamSource source, long sequence) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{source.Name}#{sequence}");

    private static CloudEvent ReadEnvelope(ReadOnlyMemory<byte> body)
    {
        try
        {
            return CloudEventCodec.Read(body);
        }
        catch (InvalidInputException) when (RejectedDelivery.TryRead(body) is { } rejected)
        {
            // The intake already knew what was wrong with the platform's body.
            throw new InvalidInputException(rejected.Code, rejected.Reason);
        }
    }

    private static object? PayloadOf(CloudEvent e)
    {
        switch (e.Type)
        {
            case EventTypes.OrderPlaced or EventTypes.OrderUpdated:
                var order = e.ReadData(EventJson.Default.Order);
                OrderRules.Validate(order);
                return order;
            case EventTypes.OrderPaid or EventTypes.OrderFulfilled or EventTypes.OrderCancelled or EventTypes.OrderRefunded
                or EventTypes.OrderChargedBack or EventTypes.OrderDisputeWon:
                var change = e.ReadData(EventJson.Default.OrderChange);
                return Identified(change, change.Order, "order");
            case EventTypes.OrderReviewed:
                var verdict = e.ReadData(EventJson.Default.OrderReview);
                verdict.Validate();
                return Identified(verdict, verdict.Order, "order");
            case EventTypes.OrderAppealed:
                var appeal = e.ReadData(EventJson.Default.OrderAppeal);
                appeal.Validate();
                return Identified(appeal, appeal.Order, "order");
            case EventTypes.EntitySuppressed:
                var suppression = e.ReadData(EventJson.Default.EntitySuppression);
                suppression.Validate();
                return Identified(suppression, suppression.Order, "order");
            case EventTypes.CustomerRegistered or EventTypes.CustomerUpdated or EventTypes.CustomerDeleted:
                var customer = e.ReadData(EventJson.Default.Customer);
                return Identified(customer, customer.Id, "id");
            case EventTypes.ProductListed or EventTypes.ProductUpdated or EventTypes.ProductRemoved:
                var product = e.ReadData(EventJson.Default.Product);
                return Identified(product, product.Id, "id");
            case EventTypes.ProductReviewed:
                var review = e.ReadData(EventJson.Default.ProductReview);
                ProductReview.Validate(review);
                return review;
            default:
                return null;
        }
    }

    private static object Identified(object payload, string? id, string field) =>
        id is { Length: > 0 and <= 120 } ? payload : throw new InvalidInputException("invalid-" + field, $"The data needs \"{field}\", 1 to 120 characters.");
}
