using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MerchantOps.Streaming.EventHubs;

internal static class EventHubsRegistration
{
    public static IServiceCollection AddEventHubs(this IServiceCollection services)
    {
        services.AddOptions<EventHubsOptions>().BindConfiguration("Stream:EventHubs").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<IEventStream>(provider => Create(
            provider.GetRequiredService<IOptions<StreamOptions>>().Value,
            provider.GetRequiredService<IOptions<EventHubsOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>A publisher with connections of its own, for the life of the process.</summary>
    public static EventHubsPublisher Create(StreamOptions stream, EventHubsOptions options, TimeProvider time)
    {
        var hub = options.AddressOf(stream.Hub);
        IHubCredential credential = options.SasKey.Length > 0
            ? new SasCredential(hub, options.SasKeyName, options.SasKey, time)
            : new EntraCredential(new DefaultAzureCredential(), time);
        return Create(stream, options, credential, time);
    }

    public static EventHubsPublisher Create(StreamOptions stream, EventHubsOptions options, IHubCredential credential, TimeProvider time)
    {
        // Old connections are replaced, so that a namespace that moves to other addresses is followed.
        var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false })
        {
            Timeout = Timeout.InfiniteTimeSpan, // the pipeline limits each attempt
        };
        var client = new HubClient(http, options.AddressOf(stream.Hub), credential, time);
        return new EventHubsPublisher(client, stream, options.MaxBodyBytes, HubPipeline.Build(options.AttemptTimeout, time), time);
    }
}
