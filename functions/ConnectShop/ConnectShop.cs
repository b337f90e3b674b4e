using MerchantOps.Functions.Hosting;
using MerchantOps.Shops;

namespace MerchantOps.Functions;

/// <summary>Connects a merchant's shop, or changes its connection. Secrets go in and never come out.</summary>
internal static class ConnectShop
{
    public static async Task RunAsync(HttpContext context)
    {
        var merchant = context.RouteText("merchant");
        context.Caller().DemandMerchant(merchant);
        var id = ShopId.Parse(merchant, context.RouteText("shop"));
        var connection = await RequestBody.ReadJsonAsync(context, ShopJson.Default.ShopConnection);

        var shop = await context.RequestServices.GetRequiredService<ShopRegistry>().ConnectAsync(id, connection, context.RequestAborted);

        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        await Reply.JsonAsync(context, ShopView.Of(shop, now), ShopJson.Default.ShopView);
    }
}
