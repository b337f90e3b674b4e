using Microsoft.Azure.Cosmos;

namespace MerchantOps.Storage.Cosmos;

/// <summary>
/// The query behind a listing. Pages go by key rather than by the server's continuation, so a page can be asked for by any process.
/// </summary>
internal static class CosmosListing
{
    public static QueryDefinition Query(in DocumentRange range, int limit, string? after, long now)
    {
        var text = "SELECT TOP @limit c.id, c.ops, c.exp, c._etag, c.doc FROM c WHERE c.pk = @pk AND (NOT IS_DEFINED(c.exp) OR c.exp > @now)"
            + (after is null ? "" : " AND c.id > @after")
            + (range.From is null ? "" : " AND c.id >= @from")
            + (range.To is null ? "" : " AND c.id < @to")
            + " ORDER BY c.id";
        var query = new QueryDefinition(text).WithParameter("@limit", limit).WithParameter("@pk", range.Partition).WithParameter("@now", now);
        query = after is null ? query : query.WithParameter("@after", after);
        query = range.From is null ? query : query.WithParameter("@from", range.From);
        return range.To is null ? query : query.WithParameter("@to", range.To);
    }
}
