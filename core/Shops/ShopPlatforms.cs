namespace MerchantOps.Shops;

/// <summary>The platforms a shop may be on, as they stand in routes and documents.</summary>
public static class ShopPlatforms
{
    public const string Shopify = "shopify";
    public const string WooCommerce = "woocommerce";
    public const string BigCommerce = "bigcommerce";
    public const string Stripe = "stripe";

    /// <summary>Anything that signs as Standard Webhooks says and sends canonical events.</summary>
    public const string Standard = "standard";

    /// <summary>Of a Standard Webhooks secret.</summary>
    public const string SecretPrefix = "whsec_";

    /// <summary>Of a Standard Webhooks public key.</summary>
    public const string PublicKeyPrefix = "whpk_";

    public static IReadOnlyList<string> All { get; } = [Shopify, WooCommerce, BigCommerce, Stripe, Standard];
}
