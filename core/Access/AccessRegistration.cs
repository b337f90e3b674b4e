using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MerchantOps.Access;

public static class AccessRegistration
{
    /// <summary>Who may do what, and how often. Needs an <see cref="IBuyerSecrets"/>.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccessOptions>().BindConfiguration("Access").ValidateDataAnnotations()
            .Validate(options => options.TokenKeyIsStrong(), "Access:TokenKey must be at least 32 bytes in base64.")
            .ValidateOnStart();
        services.AddOptions<RateLimitOptions>().BindConfiguration("RateLimits").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<OperatorKey>();
        services.AddSingleton<MerchantTokens>();
        services.AddSingleton<BuyerTokens>();
        services.AddSingleton<AccessGate>();
        services.AddSingleton<RateLimits>();
        return services;
    }
}
