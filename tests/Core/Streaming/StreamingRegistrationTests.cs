using MerchantOps.Streaming;
using MerchantOps.Streaming.Embedded;
using MerchantOps.Streaming.EventHubs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MerchantOps.Tests.Core.Streaming;

public sealed class StreamingRegistrationTests
{
    [Fact]
    public async Task Without_settings_the_log_in_the_data_folder_is_the_stream()
    {
        using var folder = new LogFolder();
        folder.Log.Dispose();
        await using var services = Build(("Data:Directory", Path.GetDirectoryName(folder.Path)!));

        await services.GetRequiredService<IEventStream>().AppendAsync([LogFolder.Event("acme", "one")], CancellationToken.None);

        Assert.Same(services.GetRequiredService<EventLog>(), services.GetRequiredService<IEventStream>());
        Assert.True(File.Exists(folder.Path));
    }

    [Fact]
    public async Task Event_hubs_are_chosen_by_kind_and_need_no_data_folder()
    {
        await using var services = Build(("Stream:Kind", "eventhubs"), ("Stream:EventHubs:Namespace", "contoso.servicebus.windows.net"), ("Stream:EventHubs:SasKey", "a2V5"));

        Assert.IsType<EventHubsPublisher>(services.GetRequiredService<IEventStream>());
        Assert.Null(services.GetService<EventLog>());
    }

    [Theory]
    [InlineData("Stream:Partitions", "0")]
    [InlineData("Stream:Deadline", "1:00:00")]
    [InlineData("Stream:Hub", "no hub!")]
    public void Settings_out_of_range_are_refused(string name, string value)
    {
        using var services = Build((name, value));

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<StreamOptions>>().Value);
    }

    [Theory]
    [InlineData("contoso.servicebus.windows.net", "https://contoso.servicebus.windows.net/orders")]
    [InlineData("https://Contoso.servicebus.windows.net/", "https://contoso.servicebus.windows.net/orders")]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000/orders")]
    public void A_namespace_is_a_host_or_an_address(string value, string expected) =>
        Assert.Equal(expected, new EventHubsOptions { Namespace = value }.AddressOf("Orders").AbsoluteUri);

    private static ServiceProvider Build(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build();
        return new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddStreaming(configuration).BuildServiceProvider();
    }
}
