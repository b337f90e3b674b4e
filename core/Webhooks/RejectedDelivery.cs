using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace MerchantOps.Webhooks;

/// <summary>
/// A genuine body that could not be translated, as it goes into the stream instead of events. It is deliberately no CloudEvent, so that
/// ingestion cannot read it and puts it, as it stands, into quarantine, where it tells whose it is and what is wrong.
/// </summary>
/// <param name="Body">The raw bytes that were refused.</param>
public sealed record RejectedDelivery(
    string Code, string Reason, string Platform, string Merchant, string Shop, string? Topic, DateTimeOffset ReceivedAt, ReadOnlyMemory<byte> Body)
{
    /// <summary>As UTF-8 JSON: <c>{"rejected":{…},"body":"…"}</c>, or <c>bodyBase64</c> for a body that is not UTF-8.</summary>
    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>(Body.Length + 400);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("rejected"u8);
            writer.WriteString("code"u8, Code);
            writer.WriteString("reason"u8, Reason);
            writer.WriteString("platform"u8, Platform);
            writer.WriteString("merchant"u8, Merchant);
            writer.WriteString("shop"u8, Shop);
            if (Topic is not null)
                writer.WriteString("topic"u8, Topic);
            writer.WriteString("receivedAt"u8, ReceivedAt.UtcDateTime);
            writer.WriteEndObject();
            if (Utf8.IsValid(Body.Span))
                writer.WriteString("body"u8, Body.Span);
            else
                writer.WriteBase64String("bodyBase64"u8, Body.Span);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> made; null for anything else.</summary>
    public static RejectedDelivery? TryRead(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("rejected", out var rejected))
                return null;

            return new RejectedDelivery(
                Text(rejected, "code"), Text(rejected, "reason"), Text(rejected, "platform"), Text(rejected, "merchant"), Text(rejected, "shop"),
                rejected.TryGetProperty("topic", out var topic) ? topic.GetString() : null,
                rejected.GetProperty("receivedAt").GetDateTimeOffset(),
                root.TryGetProperty("body", out var body) ? Encoding.UTF8.GetBytes(body.GetString()!) : root.GetProperty("bodyBase64").GetBytesFromBase64());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException();
}
