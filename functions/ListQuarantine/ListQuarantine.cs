using MerchantOps.Functions.Hosting;
using MerchantOps.Ingestion;

namespace MerchantOps.Functions;

/// <summary>Lists the events that could not be read, oldest first.</summary>
internal static class ListQuarantine
{
    public static async Task RunAsync(HttpContext context)
    {
        var page = await context.RequestServices.GetRequiredService<Quarantine>()
            .ListAsync(context.QueryText("state"), context.PageLimit(), context.PageAfter(), context.RequestAborted);

        await Reply.JsonAsync(context, page, IngestionJson.Default.QuarantinePage);
    }
}
