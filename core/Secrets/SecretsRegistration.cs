using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MerchantOps.Secrets;

public static class SecretsRegistration
{
    /// <summary>Adds <see cref="SecretSealer"/>. May be called by every capability that needs it.</summary>
    public static IServiceCollection AddSecrets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SecretsOptions>().BindConfiguration("Secrets").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<SecretSealer>();
        return services;
    }
}
