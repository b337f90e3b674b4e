using MerchantOps.Access;
using MerchantOps.Storage;

namespace MerchantOps.Functions.Hosting;

/// <summary>Everything of <c>core</c> that the doors call.</summary>
internal static class Capabilities
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddAccess(configuration);
        services.AddStorage(configuration);
    }
}
