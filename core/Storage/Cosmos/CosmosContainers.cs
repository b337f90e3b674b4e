using System.Collections.Concurrent;
using Azure.Identity;
using Microsoft.Azure.Cosmos;

namespace MerchantOps.Storage.Cosmos;

/// <summary>The client, and the containers it has made sure of. Nothing is contacted before the first container is asked for. Thread-safe.</summary>
internal sealed class CosmosContainers(CosmosStoreOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<string, Container> _ready = new(StringComparer.Ordinal);
    private readonly Lazy<CosmosClient> _client = new(() => Connect(options));
    private readonly SemaphoreSlim _making = new(1);

    /// <summary>The container, made with its database if there is none yet. Any number of processes may do so at the same time.</summary>
    public ValueTask<Container> GetAsync(string name, CancellationToken ct) =>
        _ready.TryGetValue(name, out var container) ? ValueTask.FromResult(container) : new ValueTask<Container>(MakeAsync(name, ct));

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
        _making.Dispose();
    }

    private async Task<Container> MakeAsync(string name, CancellationToken ct)
    {
        await _making.WaitAsync(ct);
        try
        {
            if (_ready.TryGetValue(name, out var made))
                return made;
            var database = await _client.Value.CreateDatabaseIfNotExistsAsync(options.Database, cancellationToken: ct);
            var container = await database.Database.CreateContainerIfNotExistsAsync(PropertiesOf(name), cancellationToken: ct);
            return _ready[name] = container.Container;
        }
        finally
        {
            _making.Release();
        }
    }

    /// <summary>Documents are found by key alone, so nothing within them is indexed: writes are charged less.</summary>
    private static ContainerProperties PropertiesOf(string name) => new(name, "/pk")
    {
        DefaultTimeToLive = -1,
        IndexingPolicy = new IndexingPolicy
        {
            IncludedPaths = { new IncludedPath { Path = "/pk/?" } },
            ExcludedPaths = { new ExcludedPath { Path = "/*" } },
        },
    };

    private static CosmosClient Connect(CosmosStoreOptions options)
    {
        var endpoint = options.Endpoint!;
        var client = new CosmosClientOptions
        {
            ApplicationName = "MerchantOps",
            ConnectionMode = options.ConnectionMode,
            LimitToEndpoint = endpoint.Scheme == Uri.UriSchemeHttp, // a test server names itself https in its account document
            MaxRetryAttemptsOnRateLimitedRequests = 0, // one retry policy, ours
            CustomHandlers = { new CosmosDeleteHandler() },
        };
        return options.Key is { Length: > 0 } key
            ? new CosmosClient(endpoint.AbsoluteUri, key, client)
            : new CosmosClient(endpoint.AbsoluteUri, new DefaultAzureCredential(), client);
    }
}
