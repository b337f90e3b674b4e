using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MerchantOps.Functions.Hosting;

/// <summary>Writes replies.</summary>
internal static class Reply
{
    public const string JsonType = "application/json; charset=utf-8";

    public static Task JsonAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        BytesAsync(context, status, JsonType, JsonSerializer.SerializeToUtf8Bytes(value, type));

    public static Task BytesAsync(HttpContext context, int status, string contentType, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
