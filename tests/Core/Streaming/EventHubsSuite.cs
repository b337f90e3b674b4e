using System.Text;
using MerchantOps.Streaming;
using MerchantOps.Streaming.EventHubs;

namespace MerchantOps.Tests.Core.Streaming;

/// <summary>A publisher before a local event hub, on a clock that tests move.</summary>
public abstract class EventHubsSuite : IAsyncLifetime
{
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private protected ManualTime Time { get; } = new();

    private protected EventHubsOptions Options { get; } = new() { SasKeyName = HubServer.KeyName, SasKey = HubServer.Key, AttemptTimeout = 12 * Second };

    private protected StreamOptions Stream { get; } = new() { Kind = StreamKind.EventHubs, Hub = HubServer.Hub, Deadline = TimeSpan.FromMinutes(2) };

    private protected HubServer Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await HubServer.StartAsync(Time);
        Options.Namespace = Server.Address;
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    private protected EventHubsPublisher Publisher() => EventHubsRegistration.Create(Stream, Options, Time);

    private protected EventHubsPublisher Publisher(IHubCredential credential) => EventHubsRegistration.Create(Stream, Options, credential, Time);

    private protected static Task AppendAsync(EventHubsPublisher publisher, params (string Key, string Body)[] events) =>
        publisher.AppendAsync([.. events.Select(e => new StreamEvent(e.Key, Encoding.UTF8.GetBytes(e.Body)))], CancellationToken.None);
}
