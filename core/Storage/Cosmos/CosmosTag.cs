using System.Globalization;

namespace MerchantOps.Storage.Cosmos;

/// <summary>
/// The port's ETag: the server's own, and when the document expires, so that a conditional write after that is refused without asking.
/// Written <c>expiry;etag</c>, the expiry in Unix milliseconds or empty.
/// </summary>
internal readonly record struct CosmosTag(long? ExpiresAt, string ETag)
{
    /// <summary>Null for a text that is no tag of ours, which matches no document.</summary>
    public static CosmosTag? Parse(string text)
    {
        var split = text.IndexOf(';', StringComparison.Ordinal);
        if (split < 0)
            return null;
        if (split == 0)
            return new CosmosTag(null, text[1..]);
        return long.TryParse(text.AsSpan(0, split), CultureInfo.InvariantCulture, out var expiresAt) ? new CosmosTag(expiresAt, text[(split + 1)..]) : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ExpiresAt};{ETag}");
}
