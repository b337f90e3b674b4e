using MerchantOps.Fraud.Rules;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Functions;

/// <summary>Puts a rule set in force; the body is its YAML.</summary>
internal static class PutRules
{
    public static async Task RunAsync(HttpContext context)
    {
        var by = context.Caller().DemandOperator();
        var yaml = await RequestBody.ReadTextAsync(context, RuleSet.MaxBytes);

        var rules = await context.RequestServices.GetRequiredService<RuleBook>().PutAsync(yaml, by.Name, context.RequestAborted);

        await Reply.JsonAsync(context, rules, RuleJson.Default.RuleSetView);
    }
}
