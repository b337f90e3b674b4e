using MerchantOps.Storage.Caching;
using MerchantOps.Storage.Cosmos;
using MerchantOps.Storage.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MerchantOps.Storage;

public static class StorageRegistration
{
    /// <summary>The document store that <c>Store:Kind</c> names, as one <see cref="IDocumentStore"/> for the process, with a cache before it. It opens at its first use.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DataOptions>().BindConfiguration("Data").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<StoreOptions>().BindConfiguration("Store").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<CacheOptions>().BindConfiguration("Store:Cache").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<StoreMetrics>();
        return configuration.GetValue<StoreKind>("Store:Kind") == StoreKind.Cosmos
            ? services.AddCosmos().AddCached<CosmosDocumentStore>()
            : services.AddSqlite().AddCached<SqliteDocumentStore>();
    }

    private static IServiceCollection AddCached<TStore>(this IServiceCollection services)
        where TStore : class, IDocumentStore => services.AddSingleton<IDocumentStore>(provider => new CachingDocumentStore(
            provider.GetRequiredService<TStore>(),
            provider.GetRequiredService<IOptions<CacheOptions>>().Value,
            provider.GetRequiredService<StoreMetrics>(),
            provider.GetRequiredService<TimeProvider>()));

    private static IServiceCollection AddCosmos(this IServiceCollection services)
    {
        services.AddOptions<CosmosStoreOptions>().BindConfiguration("Store:Cosmos").ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton(provider => new CosmosDocumentStore(
            provider.GetRequiredService<IOptions<CosmosStoreOptions>>().Value,
            provider.GetRequiredService<IOptions<StoreOptions>>().Value,
            provider.GetRequiredService<StoreMetrics>(),
            provider.GetRequiredService<TimeProvider>()));
    }

    private static IServiceCollection AddSqlite(this IServiceCollection services)
    {
        services.AddOptions<SqliteStoreOptions>().BindConfiguration("Store:Sqlite").ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton(provider => new SqliteDocumentStore(
            provider.GetRequiredService<IOptions<DataOptions>>().Value.PathOf("documents.db"),
            provider.GetRequiredService<IOptions<StoreOptions>>().Value,
            provider.GetRequiredService<IOptions<SqliteStoreOptions>>().Value,
            provider.GetRequiredService<StoreMetrics>(),
            provider.GetRequiredService<TimeProvider>()));
    }
}
