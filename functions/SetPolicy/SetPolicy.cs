using MerchantOps.Fraud;
using MerchantOps.Functions.Hosting;
using MerchantOps.Shops;

namespace MerchantOps.Functions;

/// <summary>Changes what wrong decisions cost a merchant; later orders are decided by it.</summary>
internal static class SetPolicy
{
    public static async Task RunAsync(HttpContext context)
    {
        var merchant = context.RouteText("merchant");
        context.Caller().DemandMerchant(merchant);
        var change = await RequestBody.ReadJsonAsync(context, RequestJson.Default.DecisionPolicyChange);

        var policy = await context.RequestServices.GetRequiredService<DecisionPolicies>()
            .ChangeAsync(ShopId.ParseMerchant(merchant), change, context.Caller().AuditName, context.RequestAborted);

        await Reply.JsonAsync(context, policy, PolicyJson.Default.DecisionPolicy);
    }
}
