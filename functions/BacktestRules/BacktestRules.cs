using System.Globalization;
using MerchantOps.Errors;
using MerchantOps.Fraud.Rules;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Functions;

/// <summary>Tries a rule set on the orders of the last days, without putting it in force; the body is its YAML.</summary>
internal static class BacktestRules
{
    private const int DefaultDays = 30;

    public static async Task RunAsync(HttpContext context)
    {
        context.Caller().DemandOperator();
        var days = DaysOf(context.QueryText("days"));
        var rules = RuleSet.Parse(await RequestBody.ReadTextAsync(context, RuleSet.MaxBytes));

        var report = await context.RequestServices.GetRequiredService<RuleBacktest>().RunAsync(rules, days, context.RequestAborted);

        await Reply.JsonAsync(context, report, RuleJson.Default.RuleBacktestReport);
    }

    private static int DaysOf(string? text)
    {
        if (text is null)
            return DefaultDays;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            ? days
            : throw new InvalidInputException("invalid-days", "days must be a whole number.");
    }
}
