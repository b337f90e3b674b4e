using MerchantOps.Access;
using MerchantOps.Shops;
using MerchantOps.Storage;
using MerchantOps.Webhooks;

namespace MerchantOps.Functions.Hosting;

/// <summary>Everything of <c>core</c> that the doors call.</summary>
internal static class Capabilities
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddAccess(configuration);
        services.AddStorage(configuration);
        services.AddShops(configuration);
        services.AddWebhooks(configuration);
    }
}
