using MerchantOps.Webhooks.Standard;

namespace MerchantOps.Webhooks;

/// <summary>The platforms that are understood; add one here and in <see cref="Shops.ShopPlatforms"/>.</summary>
public static class WebhookPlatforms
{
    public static IReadOnlyList<IWebhookPlatform> All { get; } = [new StandardPlatform()];
}
