using MerchantOps.Errors;
using MerchantOps.Functions.Hosting;
using MerchantOps.Shops;

namespace MerchantOps.Functions;

/// <summary>Shows a connected shop, without its secrets.</summary>
internal static class GetShop
{
    public static async Task RunAsync(HttpContext context)
    {
        var merchant = context.RouteText("merchant");
        context.Caller().DemandMerchant(merchant);
        var id = ShopId.Parse(merchant, context.RouteText("shop"));

        var shop = await context.RequestServices.GetRequiredService<ShopRegistry>().FindAsync(id, context.RequestAborted)
            ?? throw new NotFoundException("shop-not-found", "This shop is not connected.");

        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        await Reply.JsonAsync(context, ShopView.Of(shop, now), ShopJson.Default.ShopView);
    }
}
