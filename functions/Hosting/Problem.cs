using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace MerchantOps.Functions.Hosting;

/// <summary>A refusal or failure as RFC 9457 has it (docs/schemas/problem.json).</summary>
/// <param name="Code">Stable, for machines.</param>
/// <param name="Detail">For people.</param>
internal readonly record struct Problem(int Status, string Code, string Detail)
{
    private const string ContentType = "application/problem+json";

    public Task WriteAsync(HttpContext context)
    {
        var body = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "/problems/" + Code);
            json.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(Status));
            json.WriteNumber("status"u8, Status);
            json.WriteString("detail"u8, Detail);
            json.WriteString("code"u8, Code);
            json.WriteString("traceId"u8, TraceId(context));
            json.WriteEndObject();
        }

        return Reply.BytesAsync(context, Status, ContentType, body.WrittenMemory);
    }

    /// <summary>Finds the call again in the logs: the distributed trace's id, else the Functions host's, else our own.</summary>
    public static string TraceId(HttpContext context) =>
        Activity.Current?.TraceId.ToHexString()
        ?? (context.Request.Headers["X-Azure-Functions-InvocationId"] is [{ Length: > 0 and <= 64 } invocation] ? invocation : context.TraceIdentifier);
}
