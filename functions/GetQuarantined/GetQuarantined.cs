using MerchantOps.Functions.Hosting;
using MerchantOps.Ingestion;

namespace MerchantOps.Functions;

/// <summary>Shows an event that could not be read, with its raw bytes and the reason.</summary>
internal static class GetQuarantined
{
    public static async Task RunAsync(HttpContext context)
    {
        var entry = await context.RequestServices.GetRequiredService<Quarantine>().FindAsync(context.RouteText("id"), context.RequestAborted);

        await Reply.JsonAsync(context, entry, IngestionJson.Default.QuarantinedEvent);
    }
}
