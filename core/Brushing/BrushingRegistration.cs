using MerchantOps.Cases;
using MerchantOps.Ingestion;
using MerchantOps.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MerchantOps.Brushing;

public static class BrushingRegistration
{
    /// <summary>Needs storage, ingestion and cases. Options are bound from <c>Brushing</c>.</summary>
    public static IServiceCollection AddBrushing(this IServiceCollection services)
    {
        services.AddOptions<BrushingOptions>().BindConfiguration("Brushing").ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton(s =>
        {
            var (store, options) = (s.GetRequiredService<IDocumentStore>(), s.GetRequiredService<IOptions<BrushingOptions>>().Value);
            return new BrushingJobs(
                new BrushingPages(s.GetRequiredService<IEventArchive>(), store, options), store, s.GetRequiredService<ICaseBook>(), options,
                s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<BrushingJobs>>());
        });
    }
}
