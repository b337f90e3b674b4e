using System.Buffers;
using System.Text.Json;

namespace MerchantOps.Storage.Cosmos;

/// <summary>
/// A document as Cosmos DB keeps it: <c>id</c>, <c>pk</c>, <c>ops</c> (<see cref="CosmosOperations"/>), <c>exp</c> (Unix milliseconds) with
/// <c>ttl</c> (seconds) where it expires, and the caller's object as <c>doc</c>.
/// </summary>
internal sealed record CosmosItem(string Id, string Operations, long? ExpiresAt, string ETag, ReadOnlyMemory<byte> Json)
{
    /// <summary>Cosmos DB removes this much later than we stop seeing the document, so that clocks which differ do no harm.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromHours(1);

    /// <summary>A document may be 64 levels deep, and stands inside an item inside a page.</summary>
    private static readonly JsonReaderOptions s_deep = new() { MaxDepth = 72 };

    private static readonly JsonWriterOptions s_unchecked = new() { SkipValidation = true };

    public bool IsExpired(long now) => ExpiresAt <= now;

    public Document ToDocument(string container, string partition) =>
        new(new DocumentKey(container, partition, Id), Json, new CosmosTag(ExpiresAt, Operations, ETag).ToString(), ExpiresAt is not null);

    public static MemoryStream Write(in DocumentWrite write, string operations, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(write.Json.Length + 1_024);
        using var writer = new Utf8JsonWriter(buffer, s_unchecked);
        writer.WriteStartObject();
        writer.WriteString("id", write.Key.Id);
        writer.WriteString("pk", write.Key.Partition);
        writer.WriteString("ops", operations);
        if (write.ExpiresAt is { } expiresAt)
        {
            writer.WriteNumber("exp", expiresAt.ToUnixTimeMilliseconds());
            writer.WriteNumber("ttl", SecondsToLive(expiresAt - now));
        }

        writer.WritePropertyName("doc");
        writer.WriteRawValue(write.Json.Span, skipInputValidation: true);
        writer.WriteEndObject();
        writer.Flush();
        return new MemoryStream(buffer.WrittenSpan.ToArray(), writable: false);
    }

    public static CosmosItem Read(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, s_deep);
        reader.Read();
        return Read(ref reader, json);
    }

    /// <summary>The items of a query's answer.</summary>
    public static List<CosmosItem> ReadAll(ReadOnlyMemory<byte> json)
    {
        var items = new List<CosmosItem>();
        var reader = new Utf8JsonReader(json.Span, s_deep);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isDocuments = reader.ValueTextEquals("Documents"u8);
            reader.Read();
            if (!isDocuments)
                reader.Skip();
            else
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                    items.Add(Read(ref reader, json));
        }

        return items;
    }

    private static CosmosItem Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> source)
    {
        var item = new CosmosItem("", "", null, "", default);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            if (reader.ValueTextEquals("id"u8))
                item = item with { Id = ReadText(ref reader) };
            else if (reader.ValueTextEquals("ops"u8))
                item = item with { Operations = ReadText(ref reader) };
            else if (reader.ValueTextEquals("_etag"u8))
                item = item with { ETag = ReadText(ref reader) };
            else if (reader.ValueTextEquals("exp"u8))
                item = item with { ExpiresAt = ReadNumber(ref reader) };
            else if (reader.ValueTextEquals("doc"u8))
                item = item with { Json = ReadRaw(ref reader, source) };
            else
                reader.Skip();
        return item;
    }

    private static string ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString() ?? "";
    }

    private static long ReadNumber(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }

    /// <summary>A copy, so that one document of a page does not keep the page alive.</summary>
    private static byte[] ReadRaw(ref Utf8JsonReader reader, ReadOnlyMemory<byte> source)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return source.Span[start..(int)reader.BytesConsumed].ToArray();
    }

    private static int SecondsToLive(TimeSpan left) => (int)Math.Clamp((left + s_grace).TotalSeconds, 1, int.MaxValue);
}
