using MerchantOps.Functions.Hosting;
using MerchantOps.Ingestion;
using MerchantOps.Streaming;

namespace MerchantOps.Functions;

/// <summary>Puts another event in the place of one that could not be read; the body is the whole event.</summary>
internal static class MendQuarantined
{
    public static async Task RunAsync(HttpContext context)
    {
        var by = context.Caller().DemandOperator();
        var body = await RequestBody.ReadAsync(context, StreamEvent.MaxBytes);

        var entry = await context.RequestServices.GetRequiredService<Quarantine>().MendAsync(context.RouteText("id"), body, by.Name, context.RequestAborted);

        await Reply.JsonAsync(context, entry, IngestionJson.Default.QuarantinedEvent);
    }
}
