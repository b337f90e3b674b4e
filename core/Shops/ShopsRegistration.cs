using MerchantOps.Access;
using MerchantOps.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantOps.Shops;

public static class ShopsRegistration
{
    /// <summary>Adds <see cref="ShopRegistry"/>, which is also what buyers' tokens are verified against; needs an <see cref="Storage.IDocumentStore"/> and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddShops(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSecrets(configuration);
        services.AddOptions<ShopOptions>().BindConfiguration("Shops").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ShopRegistry>();
        services.AddSingleton<IBuyerSecrets, ShopBuyerSecrets>();
        return services;
    }
}
