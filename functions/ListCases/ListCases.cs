using MerchantOps.Cases;
using MerchantOps.Errors;
using MerchantOps.Functions.Hosting;
using MerchantOps.Shops;

namespace MerchantOps.Functions;

/// <summary>Lists cases: the open ones of all merchants newest first, or those of one merchant.</summary>
internal static class ListCases
{
    public static async Task RunAsync(HttpContext context)
    {
        var merchant = context.QueryText("merchant") is { } name ? ShopId.ParseMerchant(name) : null;

        var page = await context.RequestServices.GetRequiredService<CaseBook>().ListAsync(
            merchant, StateOf(context.QueryText("state")), context.PageLimit(), context.PageAfter(), context.Language(), context.RequestAborted);

        await Reply.JsonAsync(context, page, CaseJson.Default.CasePage);
    }

    private static CaseState? StateOf(string? text) => text switch
    {
        null => null,
        "open" => CaseState.Open,
        "deciding" => CaseState.Deciding,
        "decided" => CaseState.Decided,
        _ => throw new InvalidInputException("invalid-state", "state must be open, deciding or decided."),
    };
}
