using MerchantOps.Fraud.Training;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Functions;

/// <summary>Shows a fraud model: its card, what was found when it was compared, and of the champion how orders have drifted.</summary>
internal static class GetModel
{
    public static async Task RunAsync(HttpContext context)
    {
        var model = await context.RequestServices.GetRequiredService<FraudModelRegistry>().GetAsync(context.RouteText("version"), context.RequestAborted);

        await Reply.JsonAsync(context, model, FraudModelJson.Default.FraudModelView);
    }
}
