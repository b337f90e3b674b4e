using System.Net;
using MerchantOps.Errors;
using Polly.CircuitBreaker;

namespace MerchantOps.Streaming.EventHubs;

/// <summary>What callers see of Event Hubs' refusals. Whatever it is, the sender of an event may try again, so nothing is lost.</summary>
internal static class HubFaults
{
    public static Exception Of(HubReply reply, string hub) => reply.Status switch
    {
        HttpStatusCode.RequestEntityTooLarge => new TooLargeException("event-too-large", "Event Hubs takes no event of this size; see Stream:EventHubs:MaxPublicationBytes."),
        HttpStatusCode.Unauthorized => Misconfigured(reply, "it does not accept our key or identity: check Stream:EventHubs:SasKeyName and SasKey, or the app's identity, and this machine's clock"),
        HttpStatusCode.Forbidden => Misconfigured(reply, "our key or identity may not send: it needs the Send right or the role \"Azure Event Hubs Data Sender\", and the network must be allowed"),
        HttpStatusCode.NotFound or HttpStatusCode.Gone => Misconfigured(reply, $"there is no event hub \"{hub}\": check Stream:EventHubs:Namespace and Stream:Hub"),
        _ => new UnavailableException("stream", $"Event Hubs answered {(int)reply.Status}. {reply.Detail}"),
    };

    public static UnavailableException Unreachable(Exception e) => new("stream", e switch
    {
        BrokenCircuitException => "Event Hubs failed so often lately that it is left alone for some seconds.",
        _ => $"Event Hubs cannot be reached: {e.Message}",
    }, e);

    private static UnavailableException Misconfigured(HubReply reply, string what) =>
        new("stream", $"Event Hubs refuses events ({(int)reply.Status}), {what}. {reply.Detail}");
}
