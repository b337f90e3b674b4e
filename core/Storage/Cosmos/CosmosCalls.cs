using System.Net;
using Microsoft.Azure.Cosmos;

namespace MerchantOps.Storage.Cosmos;

/// <summary>
/// Single calls to the server, each of them charged. Expected answers are values: found or not, done, or the status that refused it.
/// All else is a <see cref="CosmosException"/>.
/// </summary>
internal sealed class CosmosCalls(StoreMetrics metrics)
{
    /// <summary>The substatus of a 404 whose database or container does not exist.</summary>
    private const string OwnerMissing = "1003";

    private static readonly ItemRequestOptions s_noContent = new() { EnableContentResponseOnWrite = false };

    /// <summary>The item, or null; expired ones too.</summary>
    public async Task<CosmosItem?> FindAsync(Container container, string partition, string id, CancellationToken ct)
    {
        using var response = await container.ReadItemStreamAsync(id, new PartitionKey(partition), cancellationToken: ct);
        Charge(response, container);
        if (response.StatusCode == HttpStatusCode.NotFound && !IsContainerMissing(response))
            return null;
        return CosmosItem.Read(await ContentOf(response, ct));
    }

    /// <summary>Sends one write as it is. A delete needs no <paramref name="item"/>.</summary>
    /// <param name="etag">The server's own, for a conditional write; else null.</param>
    /// <returns>The new ETag with 200 or 201; otherwise 204, 404, 409 or 412.</returns>
    public async Task<(HttpStatusCode Status, string? ETag)> SendAsync(
        Container container, WriteKind kind, DocumentKey key, Stream? item, string? etag, CancellationToken ct)
    {
        var partition = new PartitionKey(key.Partition);
        var condition = etag is null ? s_noContent : new ItemRequestOptions { IfMatchEtag = etag, EnableContentResponseOnWrite = false };
        using var response = await (kind switch
        {
            WriteKind.Create => container.CreateItemStreamAsync(item, partition, condition, ct),
            WriteKind.Replace => container.ReplaceItemStreamAsync(item, key.Id, partition, condition, ct),
            WriteKind.Upsert => container.UpsertItemStreamAsync(item, partition, condition, ct),
            WriteKind.Delete => container.DeleteItemStreamAsync(key.Id, partition, condition, ct),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of write."),
        });
        Charge(response, container);
        if (!IsAnswer(response, kind))
            response.EnsureSuccessStatusCode();
        return (response.StatusCode, response.Headers.ETag);
    }

    /// <summary>The query's items, page after page, until there are <paramref name="limit"/> or no more.</summary>
    public async Task<List<CosmosItem>> QueryAsync(Container container, QueryDefinition query, string partition, int limit, CancellationToken ct)
    {
        var options = new QueryRequestOptions { PartitionKey = new PartitionKey(partition), MaxItemCount = limit };
        using var pages = container.GetItemQueryStreamIterator(query, requestOptions: options);
        var items = new List<CosmosItem>();
        while (pages.HasMoreResults && items.Count < limit)
        {
            using var response = await pages.ReadNextAsync(ct);
            Charge(response, container);
            items.AddRange(CosmosItem.ReadAll(await ContentOf(response, ct)));
        }

        return items;
    }

    /// <summary>Whether a status says how a write ended rather than that something is wrong.</summary>
    private static bool IsAnswer(ResponseMessage response, WriteKind kind) => response.StatusCode switch
    {
        HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed => true,
        HttpStatusCode.NotFound => kind is WriteKind.Replace or WriteKind.Delete && !IsContainerMissing(response),
        _ => response.IsSuccessStatusCode,
    };

    /// <summary>Somebody has removed the whole container: an item that is absent is another matter.</summary>
    private static bool IsContainerMissing(ResponseMessage response) =>
        response.Headers.TryGetValue("x-ms-substatus", out var substatus) && substatus == OwnerMissing;

    private static async Task<ReadOnlyMemory<byte>> ContentOf(ResponseMessage response, CancellationToken ct)
    {
        response.EnsureSuccessStatusCode();
        using var content = new MemoryStream();
        await response.Content.CopyToAsync(content, ct);
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    private void Charge(ResponseMessage response, Container container) => metrics.Charged(response.Headers.RequestCharge, container.Id);
}
