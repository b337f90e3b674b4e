using System.ComponentModel.DataAnnotations;

namespace MerchantOps.Streaming.EventHubs;

/// <summary>Bound from the section <c>Stream:EventHubs</c>; needed when <c>Stream:Kind</c> is <c>eventhubs</c>.</summary>
public sealed class EventHubsOptions
{
    /// <summary>What the service adds to an event beside what we count.</summary>
    private const int Headroom = 16 << 10;

    /// <summary>The host name, such as <c>contoso.servicebus.windows.net</c>, or a whole http(s) address.</summary>
    [Required]
    public string Namespace { get; set; } = "";

    /// <summary>The shared access policy; it needs the right to send.</summary>
    public string SasKeyName { get; set; } = "";

    /// <summary>Its key. Without one the app's Entra identity is used, which needs the role "Azure Event Hubs Data Sender".</summary>
    public string SasKey { get; set; } = "";

    /// <summary>The tier's limit for one request in bytes: 1,048,576, in the Basic tier 262,144.</summary>
    [Range(65_536, 1_048_576)]
    public int MaxPublicationBytes { get; set; } = 1_048_576;

    /// <summary>How long one attempt may take, connecting included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What a request's body may have.</summary>
    public int MaxBodyBytes => MaxPublicationBytes - Headroom;

    /// <summary>The hub's own address, in lower case, as signatures want it.</summary>
    public Uri AddressOf(string hub)
    {
        var address = Namespace.Contains("://", StringComparison.Ordinal) ? Namespace : "https://" + Namespace;
        return new Uri($"{address.TrimEnd('/')}/{Uri.EscapeDataString(hub)}".ToLowerInvariant());
    }
}
