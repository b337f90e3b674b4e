using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantOps.Webhooks;

public static class WebhooksRegistration
{
    /// <summary>Adds <see cref="WebhookIntake"/>; needs shops (<see cref="Shops.ShopsRegistration"/>), an event stream and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration("Webhooks").ValidateDataAnnotations().ValidateOnStart();
        foreach (var platform in WebhookPlatforms.All)
            services.AddSingleton(platform);
        services.AddSingleton<WebhookIntake>();
        return services;
    }
}
