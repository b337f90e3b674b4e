using System.Text.Json;

namespace MerchantOps.Events;

/// <summary>
/// The canonical envelope of everything that happens: CloudEvents 1.0, structured JSON. <see cref="Data"/> has the shape that
/// <see cref="Type"/> names (see <see cref="EventTypes"/> and docs/schemas).
/// </summary>
/// <param name="Id">Unique within <paramref name="Source"/>; the same id from the same source is the same event. 1 to 200 characters.</param>
/// <param name="Source">Platform, merchant and shop, such as <c>/shopify/acme/main</c>.</param>
/// <param name="Type">Past tense, such as <c>order.placed</c>.</param>
/// <param name="Subject">What it happened to, such as <c>order/1001</c>: an order, customer or product of the shop.</param>
/// <param name="Time">When it happened, UTC.</param>
/// <param name="Merchant">Extension attribute: whose event it is; also the partition key.</param>
/// <param name="Shop">Extension attribute: which of the merchant's shops.</param>
/// <param name="Data">The payload as UTF-8 JSON.</param>
public sealed record CloudEvent(
    string Id, string Source, string Type, string Subject, DateTimeOffset Time, string Merchant, string Shop, ReadOnlyMemory<byte> Data)
{
    public const string SpecVersion = "1.0";

    /// <summary>Reads the payload as <typeparamref name="T"/>.</summary>
    /// <exception cref="Errors.InvalidInputException">It does not have that shape.</exception>
    public T ReadData<T>(System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(Data.Span, type)
                ?? throw new Errors.InvalidInputException("empty-data", $"The data of {Type} is null.");
        }
        catch (JsonException e)
        {
            throw new Errors.InvalidInputException("unreadable-data", $"The data of {Type} cannot be read at {e.Path ?? "its root"}; see docs/schemas.");
        }
    }
}
