using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace MerchantOps.Streaming.EventHubs;

/// <summary>Events of one partition key that go in one request, encoded.</summary>
/// <remarks>
/// A batch is a JSON array of messages whose bodies are strings. What does not fit that form goes alone and as it is: an event that
/// escaping would make too large, or one that is no UTF-8. https://learn.microsoft.com/rest/api/eventhub/send-batch-events
/// </remarks>
/// <param name="Events">In order, never empty, all with the same key.</param>
/// <param name="IsArray">Whether <paramref name="Body"/> is such an array, or one event's bytes.</param>
internal sealed record HubBatch(IReadOnlyList<StreamEvent> Events, ReadOnlyMemory<byte> Body, bool IsArray)
{
    // Quotes as \" rather than \u0022: nearly every event is JSON in JSON.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string PartitionKey => Events[0].PartitionKey;

    /// <summary>Cuts events of one key into as few requests as fit, in order.</summary>
    public static IReadOnlyList<HubBatch> Of(IReadOnlyList<StreamEvent> events, int maxBodyBytes)
    {
        var batches = new List<HubBatch>();
        var array = new ArrayBufferWriter<byte>();
        var start = 0;
        for (var i = 0; i < events.Count; i++)
        {
            var message = Utf8.IsValid(events[i].Body.Span) ? Encode(events[i]) : null;
            var fitsAlone = message is not null && message.Length + 2 <= maxBodyBytes;
            if (i > start && (!fitsAlone || array.WrittenCount + message!.Length + 2 > maxBodyBytes))
                Cut(i);

            if (fitsAlone)
            {
                array.Write(array.WrittenCount == 0 ? "["u8 : ","u8);
                array.Write(message);
                continue;
            }

            batches.Add(new HubBatch([events[i]], events[i].Body, IsArray: false));
            start = i + 1;
        }

        if (start < events.Count)
            Cut(events.Count);
        return batches;

        void Cut(int end)
        {
            array.Write("]"u8);
            batches.Add(new HubBatch([.. events.Skip(start).Take(end - start)], array.WrittenSpan.ToArray(), IsArray: true));
            array.ResetWrittenCount();
            start = end;
        }
    }

    /// <summary>Half of the events each, for a service that took the whole for too large.</summary>
    public IReadOnlyList<HubBatch> Halve(int maxBodyBytes)
    {
        var half = Events.Count / 2;
        return [.. Of([.. Events.Take(half)], maxBodyBytes), .. Of([.. Events.Skip(half)], maxBodyBytes)];
    }

    private static byte[] Encode(StreamEvent e)
    {
        var buffer = new ArrayBufferWriter<byte>(e.Body.Length + 256);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("Body"u8, e.Body.Span);
            // The header says the key too; versions of the documentation disagree on which of them counts for a batch.
            writer.WriteStartObject("BrokerProperties"u8);
            writer.WriteString("PartitionKey"u8, e.PartitionKey);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
