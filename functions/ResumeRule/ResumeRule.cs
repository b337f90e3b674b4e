using MerchantOps.Fraud.Rules;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Functions;

/// <summary>Lets a rule count again that stopped more orders than it may.</summary>
internal static class ResumeRule
{
    public static async Task RunAsync(HttpContext context)
    {
        var by = context.Caller().DemandOperator();

        var rules = await context.RequestServices.GetRequiredService<RuleBook>().ResumeAsync(context.RouteText("code"), by.Name, context.RequestAborted);

        await Reply.JsonAsync(context, rules, RuleJson.Default.RuleSetView);
    }
}
