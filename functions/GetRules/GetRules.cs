using MerchantOps.Fraud.Rules;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Functions;

/// <summary>Shows the rules in force, which of them are suspended, and their YAML.</summary>
internal static class GetRules
{
    public static async Task RunAsync(HttpContext context)
    {
        context.Caller().DemandOperator();

        var rules = await context.RequestServices.GetRequiredService<RuleBook>().ShowAsync(context.RequestAborted);

        await Reply.JsonAsync(context, rules, RuleJson.Default.RuleSetView);
    }
}
