namespace MerchantOps.Streaming.EventHubs;

/// <summary>Proves to Event Hubs who sends. Thread-safe; tokens are kept until shortly before they expire.</summary>
internal interface IHubCredential
{
    /// <summary>The value of the Authorization header.</summary>
    /// <exception cref="Errors.UnavailableException">No token is to be had now.</exception>
    ValueTask<string> AuthorizeAsync(CancellationToken ct);
}
