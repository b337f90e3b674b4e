using MerchantOps.Webhooks.BigCommerce;
using MerchantOps.Webhooks.Shopify;
using MerchantOps.Webhooks.Standard;
using MerchantOps.Webhooks.Stripe;
using MerchantOps.Webhooks.WooCommerce;

namespace MerchantOps.Webhooks;

/// <summary>The platforms that are understood; add one here and in <see cref="Shops.ShopPlatforms"/>.</summary>
public static class WebhookPlatforms
{
    public static IReadOnlyList<IWebhookPlatform> All { get; } =
        [new ShopifyPlatform(), new WooCommercePlatform(), new BigCommercePlatform(), new StripePlatform(), new StandardPlatform()];
}
