using System.Text.Json;
using System.Text.Unicode;
using MerchantOps.Errors;
using MerchantOps.Events;

namespace MerchantOps.Webhooks;

/// <summary>Opens a platform's JSON body and turns whatever is wrong with it into a refusal.</summary>
internal static class JsonBody
{
    /// <summary>Leaves room for the envelope around data that is passed on as it is.</summary>
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = CloudEventCodec.MaxDepth - 2 };

    /// <param name="translate">May throw <see cref="InvalidInputException"/> for a field that is missing or out of range.</param>
    public static Translation Translate(ReadOnlyMemory<byte> body, Func<JsonElement, Translation> translate)
    {
        if (!Utf8.IsValid(body.Span))
            return Translation.Broken("unreadable-encoding", "The body is not UTF-8.", body);

        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? translate(document.RootElement)
                : Translation.Broken("unreadable-json", "The body is JSON, but not an object.", body);
        }
        catch (JsonException)
        {
            return Translation.Broken("unreadable-json", "The body is not JSON, or is nested too deep.", body);
        }
        catch (InvalidOperationException)
        {
            return Translation.Broken("unreadable-text", "A text in the body holds half of a surrogate pair.", body);
        }
        catch (InvalidInputException e)
        {
            return Translation.Broken(e.Code, e.Message, body);
        }
    }
}
