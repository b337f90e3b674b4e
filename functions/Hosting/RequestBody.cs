using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using MerchantOps.Errors;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace MerchantOps.Functions.Hosting;

/// <summary>Reads request bodies within a limit, chunked ones too.</summary>
internal static class RequestBody
{
    private const int JsonLimit = 262_144;

    /// <summary>The body's bytes, exactly as they were sent.</summary>
    /// <exception cref="TooLargeException">There are more than <paramref name="limit"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int limit)
    {
        var length = context.Request.ContentLength;
        if (length > limit)
            throw TooLarge(limit);

        var buffer = new ArrayBufferWriter<byte>((int)Math.Max(length ?? 0, 512));
        while (true)
        {
            var read = await context.Request.Body.ReadAsync(buffer.GetMemory(1), context.RequestAborted);
            if (read == 0)
                return buffer.WrittenMemory;
            buffer.Advance(read);
            if (buffer.WrittenCount > limit)
                throw TooLarge(limit);
        }
    }

    /// <summary>The body as text.</summary>
    /// <exception cref="InvalidInputException">It is empty, or not UTF-8.</exception>
    /// <exception cref="TooLargeException">There are more than <paramref name="limit"/> bytes.</exception>
    public static async Task<string> ReadTextAsync(HttpContext context, int limit)
    {
        var body = await ReadAsync(context, limit);
        if (body.IsEmpty)
            throw new InvalidInputException("empty-body", "The body is empty; it must be text in UTF-8.");
        return Utf8.IsValid(body.Span) ? Encoding.UTF8.GetString(body.Span) : throw new InvalidInputException("invalid-text", "The body is not UTF-8.");
    }

    /// <summary>The body as JSON of that shape.</summary>
    /// <exception cref="InvalidInputException">It is empty, no JSON in UTF-8, or of another shape.</exception>
    /// <exception cref="TooLargeException">It is larger than 256 KiB.</exception>
    /// <exception cref="MerchantOpsException">415: it says to be something else than JSON in UTF-8.</exception>
    public static async Task<T> ReadJsonAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        DemandJson(context.Request);
        var body = await ReadAsync(context, JsonLimit);
        if (body.IsEmpty)
            throw new InvalidInputException("empty-body", "The body is empty; it must be a JSON object.");
        // The reader does not look into strings that it skips.
        if (!Utf8.IsValid(body.Span))
            throw new InvalidInputException("invalid-json", "The body is not UTF-8.");
        try
        {
            return JsonSerializer.Deserialize(body.Span, type) ?? throw new InvalidInputException("invalid-json", "The body is null; it must be a JSON object.");
        }
        catch (JsonException e)
        {
            // The library's own message would name our types.
            throw new InvalidInputException(
                "invalid-json", $"The body cannot be read at {Where(e)}: it is not JSON in UTF-8, misses a required field, or has a value of the wrong type or too deep.");
        }
    }

    private static string Where(JsonException e) =>
        e.LineNumber is { } line ? $"{e.Path ?? "$"} (line {line + 1}, byte {e.BytePositionInLine + 1})" : e.Path ?? "$";

    private static void DemandJson(HttpRequest request)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } encoding && !encoding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase))
            throw Unsupported("The body must not be compressed.");
        if (string.IsNullOrEmpty(request.ContentType))
            return;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !(IsJson(type.SubType) || IsJson(type.Suffix)))
            throw Unsupported("The Content-Type must be application/json.");
        if (type.Charset.HasValue && !type.Charset.Value.AsSpan().Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            throw Unsupported("The body must be in UTF-8.");
    }

    private static bool IsJson(StringSegment name) => name.Equals("json", StringComparison.OrdinalIgnoreCase);

    private static MerchantOpsException Unsupported(string message) => new(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", message);

    private static TooLargeException TooLarge(int limit) => new("body-too-large", $"The body is larger than {limit} bytes.");
}
