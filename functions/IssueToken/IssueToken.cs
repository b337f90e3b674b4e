using MerchantOps.Access;
using MerchantOps.Functions.Hosting;
using MerchantOps.Shops;

namespace MerchantOps.Functions;

/// <summary>Gives an operator a token for a merchant.</summary>
internal static class IssueToken
{
    public static async Task RunAsync(HttpContext context)
    {
        context.Caller().DemandOperator();
        var merchant = ShopId.ParseMerchant(context.RouteText("merchant"));
        var request = await RequestBody.ReadJsonAsync(context, RequestJson.Default.TokenRequest);

        var token = context.RequestServices.GetRequiredService<MerchantTokens>().Issue(merchant, TimeSpan.FromSeconds(request.ExpiresIn));

        await Reply.JsonAsync(context, token, ReplyJson.Default.MerchantToken, StatusCodes.Status201Created);
    }
}

/// <param name="ExpiresIn">Seconds, 1 to 86,400.</param>
internal sealed record TokenRequest(int ExpiresIn);
