using System.Globalization;
using System.Text.Json;
using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Shops;

namespace MerchantOps.Webhooks.Standard;

/// <summary>
/// Standard Webhooks whose body is one canonical event (CloudEvents 1.0, structured JSON) or an array of at most
/// <see cref="MaxBatch"/>. Merchant, shop, source and id may be left out (<c>webhook-id</c> then stands for the id); what is given
/// must be of the shop that the route names.
/// </summary>
public sealed class StandardPlatform : IWebhookPlatform
{
    public const int MaxBatch = 100;

    /// <summary>How far a sender's clock may be ahead.</summary>
    private static readonly TimeSpan MaxAhead = TimeSpan.FromDays(1);

    public string Name => ShopPlatforms.Standard;

    public bool IsGenuine(WebhookRequest request, VerificationKeys keys, DateTimeOffset now, TimeSpan tolerance) =>
        StandardSignature.IsGenuine(request, keys, now, tolerance);

    public Translation Translate(WebhookRequest request, Shop shop, DateTimeOffset receivedAt)
    {
        var id = request.Header("webhook-id");
        if (!IsArray(request.Body.Span))
            return Translate([request.Body], shop, receivedAt, _ => id);

        if (Split(request.Body) is not { } bodies)
            return Translation.Broken("unreadable-event", "The batch is not a JSON array in UTF-8, or is nested deeper than 32 levels.", request.Body);
        return bodies.Count <= MaxBatch
            ? Translate(bodies, shop, receivedAt, index => string.Create(CultureInfo.InvariantCulture, $"{id}:{index}"))
            : Translation.Broken("batch-too-large", $"A batch has at most {MaxBatch} events.", request.Body);
    }

    private static Translation Translate(List<ReadOnlyMemory<byte>> bodies, Shop shop, DateTimeOffset receivedAt, Func<int, string?> idOf)
    {
        var events = new List<CloudEvent>(bodies.Count);
        var refusals = new List<Refusal>();
        for (var i = 0; i < bodies.Count; i++)
        {
            try
            {
                var e = CloudEventCodec.Read(bodies[i], new CloudEventDefaults(idOf(i), shop.Source, shop.Id.Merchant, shop.Id.Shop));
                if (Refuse(e, shop, receivedAt, bodies[i]) is { } refusal)
                    refusals.Add(refusal);
                else
                    events.Add(IsOfShop(e.Source, shop) ? e : e with { Source = shop.Source });
            }
            catch (InvalidInputException unreadable)
            {
                refusals.Add(new Refusal(RefusalKind.Broken, unreadable.Code, unreadable.Message, bodies[i]));
            }
        }

        return new Translation(events, refusals);
    }

    private static Refusal? Refuse(CloudEvent e, Shop shop, DateTimeOffset receivedAt, ReadOnlyMemory<byte> body)
    {
        if (e.Merchant != shop.Id.Merchant || e.Shop != shop.Id.Shop)
            return new Refusal(RefusalKind.Foreign, "foreign-event", "The event names another merchant or shop than the route; nothing of the request was kept.", body);
        if (e.Data.IsEmpty)
            return new Refusal(RefusalKind.Broken, "missing-data", "The event needs data.", body);
        if (EventTypes.IsOurs(e.Type))
            return new Refusal(RefusalKind.Foreign, "reserved-type", $"Events of the type {e.Type} are made here and not taken from outside; nothing of the request was kept.", body);
        return e.Time - receivedAt > MaxAhead
            ? new Refusal(RefusalKind.Broken, "time-ahead", "The event's time is more than a day ahead of ours.", body)
            : null;
    }

    /// <summary>
    /// Events are told apart by source and id, so a source must not be able to speak for another shop:
    /// <c>/{platform}/{merchant}/{shop}</c> of this shop stays, any other is replaced.
    /// </summary>
    private static bool IsOfShop(string source, Shop shop)
    {
        var platformEnd = source.StartsWith('/') ? source.IndexOf('/', 1) : -1;
        return platformEnd > 1 && source.AsSpan(platformEnd).SequenceEqual(shop.Source.AsSpan(shop.Source.IndexOf('/', 1)));
    }

    private static bool IsArray(ReadOnlySpan<byte> json) => json.TrimStart(" \t\r\n"u8).StartsWith("["u8);

    /// <summary>The elements of a JSON array, as slices; null when it is not one.</summary>
    private static List<ReadOnlyMemory<byte>>? Split(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = CloudEventCodec.MaxDepth + 1 });
        var parts = new List<ReadOnlyMemory<byte>>();
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                parts.Add(json[start..(int)reader.BytesConsumed]);
            }

            // What follows the array must be nothing but white space.
            reader.Read();
            return parts;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
