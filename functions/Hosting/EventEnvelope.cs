using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using MerchantOps.Errors;
using MerchantOps.Streaming;

namespace MerchantOps.Functions.Hosting;

/// <summary>
/// Reads the Event Hubs trigger's envelope. Its events are doubly encoded: a JSON string holding a JSON array of strings
/// (<c>dataType</c> string), of base64 strings (binary) or of values (none, where the host has reformatted them). The position comes
/// from the metadata, the payload never does.
/// </summary>
internal static class EventEnvelope
{
    private static readonly JsonReaderOptions EventOptions = new() { MaxDepth = 128 };

    /// <exception cref="InvalidInputException">It is no such envelope, or lacks the positions.</exception>
    public static EventBatch Read(ReadOnlyMemory<byte> json, HubSettings hub, DateTimeOffset now)
    {
        using var envelope = Parse(json);
        var bodies = Bodies(EnvelopeData.FirstBinding(envelope.RootElement));
        var metadata = envelope.RootElement.TryGetProperty("Metadata", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        var sequences = EnvelopeData.List(metadata, "SequenceNumberArray", "SequenceNumber");
        var times = EnvelopeData.List(metadata, "EnqueuedTimeUtcArray", "EnqueuedTimeUtc");
        if (sequences.Count != bodies.Count)
            throw Malformed("as many sequence numbers as events");

        var records = new StreamRecord[bodies.Count];
        for (var i = 0; i < records.Length; i++)
            records[i] = new StreamRecord(Sequence(sequences[i]), i < times.Count ? Time(times[i], now) : now, bodies[i]);
        return new EventBatch(Source(metadata, hub), records);
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            throw Malformed("JSON");
        }
    }

    private static List<ReadOnlyMemory<byte>> Bodies(JsonElement binding)
    {
        var text = binding.ValueKind == JsonValueKind.String ? Unescaped(binding) : JsonMarshal.GetRawUtf8Value(binding).ToArray();
        var bodies = new List<ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(text, EventOptions);
        try
        {
            reader.Read();
            var many = reader.TokenType == JsonTokenType.StartArray;
            if (!many)
                bodies.Add(Body(ref reader, text));
            while (many && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                bodies.Add(Body(ref reader, text));
        }
        catch (JsonException)
        {
            throw Malformed("events in JSON");
        }

        return bodies;
    }

    private static ReadOnlyMemory<byte> Body(ref Utf8JsonReader reader, byte[] text)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            return text.AsMemory(start..(int)reader.BytesConsumed);
        }

        var body = new byte[reader.ValueSpan.Length];
        var length = reader.CopyString(body);
        return Decoded(body.AsMemory(0, length));
    }

    /// <summary>A CloudEvent starts with a brace, which base64 has not: text that becomes one by decoding was sent as binary.</summary>
    private static ReadOnlyMemory<byte> Decoded(ReadOnlyMemory<byte> body)
    {
        if (body.Length < 4 || body.Span[0] != (byte)'e' || !Base64.IsValid(body.Span))
            return body;
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(body.Length)];
        Base64.DecodeFromUtf8(body.Span, bytes, out _, out var written);
        return written > 0 && bytes[0] == (byte)'{' ? bytes.AsMemory(0, written) : body;
    }

    private static byte[] Unescaped(JsonElement text)
    {
        var raw = JsonMarshal.GetRawUtf8Value(text);
        var reader = new Utf8JsonReader(raw);
        reader.Read();
        var bytes = new byte[reader.ValueSpan.Length];
        return bytes[..reader.CopyString(bytes)];
    }

    private static StreamSource Source(JsonElement metadata, HubSettings hub)
    {
        var context = EnvelopeData.Object(metadata, "PartitionContext") ?? EnvelopeData.Object(metadata, "TriggerPartitionContext");
        return new StreamSource(EnvelopeData.Text(context, "EventHubName") ?? hub.Hub, EnvelopeData.Text(context, "PartitionId") ?? "0", hub.Generation);
    }

    private static long Sequence(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var sequence) ? sequence : throw Malformed("whole sequence numbers");

    /// <summary>Times are UTC, without saying so.</summary>
    private static DateTimeOffset Time(JsonElement value, DateTimeOffset now) =>
        value.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : now;

    private static InvalidInputException Malformed(string missing) => new("malformed-envelope", $"The Functions host's envelope must have {missing}.");
}
