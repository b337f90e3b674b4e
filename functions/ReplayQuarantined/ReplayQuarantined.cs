using MerchantOps.Functions.Hosting;
using MerchantOps.Ingestion;

namespace MerchantOps.Functions;

/// <summary>Sends a mended event through the stream anew; to repeat that is harmless.</summary>
internal static class ReplayQuarantined
{
    public static async Task RunAsync(HttpContext context)
    {
        var by = context.Caller().DemandOperator();

        var entry = await context.RequestServices.GetRequiredService<Quarantine>().ReplayAsync(context.RouteText("id"), by.Name, context.RequestAborted);

        await Reply.JsonAsync(context, entry, IngestionJson.Default.QuarantinedEvent, StatusCodes.Status202Accepted);
    }
}
