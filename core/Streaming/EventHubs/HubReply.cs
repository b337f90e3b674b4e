using System.Net;

namespace MerchantOps.Streaming.EventHubs;

/// <summary>What Event Hubs answered.</summary>
/// <param name="RetryAfter">How long it wants to be left alone, if it says so.</param>
/// <param name="Detail">The beginning of its explanation.</param>
internal sealed record HubReply(HttpStatusCode Status, TimeSpan? RetryAfter, string Detail)
{
    /// <summary>Worth another try: throttled, timed out, or the service's own fault.</summary>
    public bool IsTransient => Status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)Status >= 500;
}
