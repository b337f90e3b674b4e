using MerchantOps.Fraud.Training;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Functions;

/// <summary>Makes a model the champion on every instance within a minute: the roll back.</summary>
internal static class ActivateModel
{
    public static async Task RunAsync(HttpContext context)
    {
        var by = context.Caller().DemandOperator();

        var model = await context.RequestServices.GetRequiredService<FraudModelRegistry>().ActivateAsync(context.RouteText("version"), by.Name, context.RequestAborted);

        await Reply.JsonAsync(context, model, FraudModelJson.Default.FraudModelView);
    }
}
