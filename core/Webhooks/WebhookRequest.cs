namespace MerchantOps.Webhooks;

/// <summary>The value of a request header whatever the case of its name, or null; several values are joined with commas.</summary>
public delegate string? HeaderReader(string name);

/// <summary>A webhook as it came in.</summary>
/// <param name="Platform">From the route, unchecked, as are merchant and shop.</param>
/// <param name="Body">The raw bytes, which are what the signature is over.</param>
public sealed record WebhookRequest(string Platform, string Merchant, string Shop, HeaderReader Header, ReadOnlyMemory<byte> Body)
{
    /// <summary>1 MB: a larger body is refused before anything else is done.</summary>
    public const int MaxBodyBytes = 1_000_000;
}
