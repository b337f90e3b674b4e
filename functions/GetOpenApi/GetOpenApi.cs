using MerchantOps.Functions.Hosting;

namespace MerchantOps.Functions;

/// <summary>The interface of the HTTP functions as OpenAPI 3.1, from web/openapi.json.</summary>
internal static class GetOpenApi
{
    public static async Task RunAsync(HttpContext context)
    {
        var path = Path.Combine(context.RequestServices.GetRequiredService<HostSettings>().ScriptRoot, "web", "openapi.json");
        await Reply.BytesAsync(context, StatusCodes.Status200OK, Reply.JsonType, await File.ReadAllBytesAsync(path, context.RequestAborted));
    }
}
