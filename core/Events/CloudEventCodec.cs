using System.Buffers;
using System.Globalization;
using System.Text.Json;
using MerchantOps.Errors;

namespace MerchantOps.Events;

/// <summary>Reads and writes CloudEvents 1.0 in structured JSON. Stateless.</summary>
public static class CloudEventCodec
{
    public const int MaxDepth = 32;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The event as compact UTF-8 JSON.</summary>
    public static byte[] Write(CloudEvent e)
    {
        var buffer = new ArrayBufferWriter<byte>(e.Data.Length + 400);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion"u8, CloudEvent.SpecVersion);
            writer.WriteString("id"u8, e.Id);
            writer.WriteString("source"u8, e.Source);
            writer.WriteString("type"u8, e.Type);
            writer.WriteString("subject"u8, e.Subject);
            writer.WriteString("time"u8, e.Time.UtcDateTime);
            writer.WriteString("merchant"u8, e.Merchant);
            writer.WriteString("shop"u8, e.Shop);
            writer.WriteString("datacontenttype"u8, "application/json"u8);
            writer.WritePropertyName("data"u8);
            writer.WriteRawValue(e.Data.Span, skipInputValidation: true);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads and validates an envelope; <see cref="CloudEvent.Data"/> is a slice of <paramref name="json"/>, not a copy.</summary>
    /// <param name="defaults">What stands for attributes that are absent; without it they are required.</param>
    /// <exception cref="InvalidInputException">Not JSON, not an object, or an attribute is missing or wrong; the message names it.</exception>
    public static CloudEvent Read(ReadOnlyMemory<byte> json, CloudEventDefaults? defaults = null)
    {
        var fields = default(Fields);
        try
        {
            ReadFields(json, ref fields);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string with an unpaired surrogate or invalid UTF-8.
            throw new InvalidInputException("unreadable-event", "The event is not a JSON object in UTF-8, or is nested deeper than 32 levels.");
        }

        if (fields.SpecVersion != CloudEvent.SpecVersion)
            throw new InvalidInputException("unsupported-specversion", "The event needs specversion \"1.0\".");
        if (!DateTimeOffset.TryParse(fields.Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) || time.Year < 1990)
            throw new InvalidInputException("invalid-time", "The event needs a time in RFC 3339.");

        return new CloudEvent(
            Needed(fields.Id ?? defaults?.Id, "id"), Needed(fields.Source ?? defaults?.Source, "source"), Needed(fields.Type, "type"), Needed(fields.Subject, "subject"), time,
            Needed(fields.Merchant ?? defaults?.Merchant, "merchant"), Needed(fields.Shop ?? defaults?.Shop, "shop"), fields.Data);
    }

    private static void ReadFields(ReadOnlyMemory<byte> json, ref Fields fields)
    {
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException();

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                fields.Data = json[start..(int)reader.BytesConsumed];
                continue;
            }

            ref var field = ref fields.Of(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
                field = reader.GetString();
            else
                reader.Skip();
        }

        // What follows the object must be nothing but white space.
        reader.Read();
    }

    private static string Needed(string? value, string name) =>
        value is { Length: > 0 and <= 300 } ? value : throw new InvalidInputException("missing-" + name, $"The event needs \"{name}\", 1 to 300 characters of text.");

    private struct Fields
    {
        public string? SpecVersion, Id, Source, Type, Subject, Time, Merchant, Shop, Other;
        public ReadOnlyMemory<byte> Data;

        [System.Diagnostics.CodeAnalysis.UnscopedRef]
        public ref string? Of(ref Utf8JsonReader name)
        {
            if (name.ValueTextEquals("specversion"u8)) return ref SpecVersion;
            if (name.ValueTextEquals("id"u8)) return ref Id;
            if (name.ValueTextEquals("source"u8)) return ref Source;
            if (name.ValueTextEquals("type"u8)) return ref Type;
            if (name.ValueTextEquals("subject"u8)) return ref Subject;
            if (name.ValueTextEquals("time"u8)) return ref Time;
            if (name.ValueTextEquals("merchant"u8)) return ref Merchant;
            if (name.ValueTextEquals("shop"u8)) return ref Shop;
            return ref Other;
        }
    }
}

/// <summary>What is known of an event from where it came in.</summary>
public sealed record CloudEventDefaults(string? Id, string Source, string Merchant, string Shop);
