using MerchantOps.Storage;
using MerchantOps.Streaming.Embedded;
using MerchantOps.Streaming.EventHubs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MerchantOps.Streaming;

/// <summary>The event stream, of the kind that <c>Stream:Kind</c> names.</summary>
public static class StreamingRegistration
{
    /// <summary>
    /// Adds <see cref="IEventStream"/>; of the embedded kind also the <see cref="EventLog"/> behind it, whose file is opened when it is
    /// first resolved.
    /// </summary>
    public static IServiceCollection AddStreaming(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StreamOptions>().BindConfiguration("Stream").ValidateDataAnnotations().ValidateOnStart();
        return configuration.GetValue<StreamKind>("Stream:Kind") == StreamKind.EventHubs ? services.AddEventHubs() : services.AddEmbedded();
    }

    private static IServiceCollection AddEmbedded(this IServiceCollection services)
    {
        services.AddOptions<DataOptions>().BindConfiguration("Data").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(OpenLog);
        return services.AddSingleton<IEventStream>(provider => provider.GetRequiredService<EventLog>());
    }

    private static EventLog OpenLog(IServiceProvider provider) => EventLog.Open(
        provider.GetRequiredService<IOptions<DataOptions>>().Value.PathOf("events.db"),
        provider.GetRequiredService<IOptions<StreamOptions>>().Value,
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<EventLog>>());
}
