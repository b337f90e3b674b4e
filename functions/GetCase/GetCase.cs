using MerchantOps.Cases;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Functions;

/// <summary>Shows a case with its orders and evidence.</summary>
internal static class GetCase
{
    public static async Task RunAsync(HttpContext context)
    {
        var found = await context.RequestServices.GetRequiredService<CaseBook>()
            .FindAsync(context.RouteText("merchant"), context.RouteText("case"), context.RequestAborted);

        await Reply.JsonAsync(context, CaseView.Of(found, context.Language()), CaseJson.Default.CaseView);
    }
}
