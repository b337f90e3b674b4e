using MerchantOps.Cases;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Functions;

/// <summary>Decides a case; its orders are labelled through the stream.</summary>
internal static class DecideCase
{
    public static async Task RunAsync(HttpContext context)
    {
        var by = context.Caller().DemandOperator().DemandName();
        var request = await RequestBody.ReadJsonAsync(context, RequestJson.Default.DecideRequest);

        var decided = await context.RequestServices.GetRequiredService<CaseBook>()
            .DecideAsync(context.RouteText("merchant"), context.RouteText("case"), request, by, context.RequestAborted);

        await Reply.JsonAsync(context, CaseView.Of(decided, context.Language()), CaseJson.Default.CaseView, StatusCodes.Status202Accepted);
    }
}
