using MerchantOps.Fraud.Training;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Functions;

/// <summary>Lists the fraud models, newest first, and how the champion changed.</summary>
internal static class ListModels
{
    public static async Task RunAsync(HttpContext context)
    {
        var list = await context.RequestServices.GetRequiredService<FraudModelRegistry>().ListAsync(context.RequestAborted);

        await Reply.JsonAsync(context, list, FraudModelJson.Default.FraudModelList);
    }
}
