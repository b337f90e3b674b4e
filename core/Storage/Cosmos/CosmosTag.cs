using System.Globalization;

namespace MerchantOps.Storage.Cosmos;

/// <summary>
/// The port's ETag: the server's own, with what a conditional write needs to know of the document it read: when that expires, so that a
/// write after it is refused without asking, and the operations that made it, so that the next one can add itself to them.
/// Written <c>expiry;operations;etag</c>, the expiry in Unix milliseconds or empty.
/// </summary>
internal readonly record struct CosmosTag(long? ExpiresAt, string Operations, string ETag)
{
    /// <summary>Null for a text that is no tag of ours, which matches no document.</summary>
    public static CosmosTag? Parse(string text)
    {
        if (text.Split(';', 3) is not [var expiry, var operations, var etag])
            return null;
        if (expiry.Length == 0)
            return new CosmosTag(null, operations, etag);
        return long.TryParse(expiry, CultureInfo.InvariantCulture, out var expiresAt) ? new CosmosTag(expiresAt, operations, etag) : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ExpiresAt};{Operations};{ETag}");
}
