using MerchantOps.Storage;
using MerchantOps.Storage.Caching;
using MerchantOps.Storage.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MerchantOps.Tests.Core.Storage;

public sealed class StorageRegistrationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task By_default_documents_are_kept_in_the_data_folder()
    {
        var data = _folder.File("made-at-first-use");
        await using var services = Build(("Data:Directory", data));

        var store = services.GetRequiredService<IDocumentStore>();
        var untouched = File.Exists(Path.Combine(data, "documents.db"));
        await store.SaveAsync(DocumentWrite.Create(new DocumentKey("orders", "m1", "a"), "{}"u8.ToArray()), default);

        Assert.IsType<CachingDocumentStore>(store);
        Assert.False(untouched);
        Assert.True(File.Exists(Path.Combine(data, "documents.db")));
        Assert.Equal(1, services.GetRequiredService<StoreMetrics>().DocumentsWritten);
    }

    [Fact]
    public async Task Cosmos_is_chosen_by_name_and_not_contacted_before_its_first_use()
    {
        await using var services = Build(("Store:Kind", "cosmos"), ("Store:Cosmos:Endpoint", "https://nowhere.invalid/"), ("Store:Cosmos:Key", "dGVzdA=="));

        Assert.IsType<CachingDocumentStore>(services.GetRequiredService<IDocumentStore>());
        Assert.NotNull(services.GetRequiredService<CosmosDocumentStore>());
    }

    [Theory]
    [InlineData("Store:Deadline", "00:00:00")]
    [InlineData("Store:Deadline", "01:00:00")]
    [InlineData("Store:Sqlite:MaxBytes", "1000")]
    [InlineData("Data:Directory", "")]
    public async Task A_setting_out_of_range_is_refused(string name, string value)
    {
        await using var services = Build((name, value));

        Assert.Throws<OptionsValidationException>(services.GetRequiredService<IDocumentStore>);
    }

    [Fact]
    public async Task Cosmos_without_an_endpoint_is_refused()
    {
        await using var services = Build(("Store:Kind", "cosmos"));

        var refusal = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IDocumentStore>);

        Assert.Contains("Endpoint", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_kind_of_store_is_refused_at_once()
    {
        Assert.Throws<InvalidOperationException>(() => Build(("Store:Kind", "punch-cards")));
    }

    private static ServiceProvider Build(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddStorage(configuration).BuildServiceProvider();
    }
}
