using System.Text.Json;
using System.Text.Unicode;
using MerchantOps.Errors;

namespace MerchantOps.Storage;

/// <summary>What every adapter refuses before it touches its store, so that both refuse the same.</summary>
internal static class DocumentCheck
{
    public const int MaxPage = 1_000;

    /// <exception cref="InvalidInputException">The key, or JSON that is not one object in valid UTF-8.</exception>
    /// <exception cref="TooLargeException">More than <see cref="StoreOptions.MaxDocumentBytes"/>.</exception>
    public static void Write(in DocumentWrite write)
    {
        write.Key.Validate();
        if (write.Kind == WriteKind.Delete)
            return;
        if (write.Kind == WriteKind.Replace)
            ArgumentException.ThrowIfNullOrEmpty(write.ETag);
        if (write.Json.Length > StoreOptions.MaxDocumentBytes)
            throw new TooLargeException("document-too-large", $"A document may have {StoreOptions.MaxDocumentBytes} bytes; this one has {write.Json.Length}.");
        if (!IsObject(write.Json.Span))
            throw new InvalidInputException("invalid-document", "A document must be one JSON object in UTF-8, at most 64 levels deep.");
    }

    /// <exception cref="ArgumentException">Two writes name the same key.</exception>
    public static void Writes(IReadOnlyList<DocumentWrite> writes)
    {
        var keys = new HashSet<DocumentKey>(writes.Count);
        foreach (var write in writes)
        {
            Write(write);
            if (!keys.Add(write.Key))
                throw new ArgumentException($"Two writes name {write.Key}.", nameof(writes));
        }
    }

    /// <exception cref="InvalidInputException">A key part or the continuation is not one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit.</exception>
    public static void List(in DocumentRange range, int limit, string? continuation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxPage);
        DocumentKey.Validate(range.Container, "container");
        DocumentKey.Validate(range.Partition, "partition");
        if (range.From is not null)
            DocumentKey.Validate(range.From, "range");
        if (range.To is not null)
            DocumentKey.Validate(range.To, "range");
        if (continuation is not null)
            DocumentKey.Validate(continuation, "continuation");
    }

    private static bool IsObject(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            return false;
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
