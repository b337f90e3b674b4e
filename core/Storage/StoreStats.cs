namespace MerchantOps.Storage;

/// <summary>What the store has done since the process started.</summary>
/// <param name="DocumentsRead">Looked up or listed; absent ones count.</param>
/// <param name="DocumentsFromCache">Those that the store was not asked for.</param>
/// <param name="DocumentsWritten">Written or deleted.</param>
/// <param name="RequestUnits">Charged by Cosmos DB; on an embedded store what it would charge, estimated by <see cref="Storage.RequestUnits"/>.</param>
public sealed record StoreStats(long DocumentsRead, long DocumentsFromCache, long DocumentsWritten, double RequestUnits)
{
    public static StoreStats Of(StoreMetrics metrics) => new(metrics.DocumentsRead, metrics.DocumentsFromCache, metrics.DocumentsWritten, Math.Round(metrics.RequestUnits, 2));
}
