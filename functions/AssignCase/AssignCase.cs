using MerchantOps.Cases;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Functions;

/// <summary>Gives a case to somebody, or takes it back.</summary>
internal static class AssignCase
{
    public static async Task RunAsync(HttpContext context)
    {
        var by = context.Caller().DemandOperator().DemandName();
        var request = await RequestBody.ReadJsonAsync(context, RequestJson.Default.AssignRequest);

        var assigned = await context.RequestServices.GetRequiredService<CaseBook>()
            .AssignAsync(context.RouteText("merchant"), context.RouteText("case"), request.Assignee, by, context.RequestAborted);

        await Reply.JsonAsync(context, CaseView.Of(assigned, context.Language()), CaseJson.Default.CaseView);
    }
}
