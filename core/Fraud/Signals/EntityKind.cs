using System.Text.Json.Serialization;

namespace MerchantOps.Fraud.Signals;

/// <summary>
/// What signals are kept for. The order is the order of choice: an order moves the first five that it tells of, so that with its own
/// document it touches at most six.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<EntityKind>))]
public enum EntityKind
{
    /// <summary>The e-mail address, at whatever merchant; without one the shop's customer.</summary>
    [JsonStringEnumMemberName("person")]
    Person,

    /// <summary>The shop (or terminal) that sells.</summary>
    [JsonStringEnumMemberName("shop")]
    Shop,

    [JsonStringEnumMemberName("device")]
    Device,

    /// <summary>The payment instrument, by its fingerprint.</summary>
    [JsonStringEnumMemberName("card")]
    Card,

    /// <summary>Where the parcel goes.</summary>
    [JsonStringEnumMemberName("address")]
    Address,

    /// <summary>The domain of the e-mail address, unless it is one of the large providers'.</summary>
    [JsonStringEnumMemberName("domain")]
    Domain,

    /// <summary>The neighbourhood of the IP address: /24, or /56 of IPv6.</summary>
    [JsonStringEnumMemberName("network")]
    Network,
}

/// <summary>What is counted as distinct on an entity.</summary>
public enum MemberKind
{
    Person,
    Device,
    Card,
    Address,
    Network,
    Shop,

    /// <summary>The exact IP address within its network.</summary>
    Host,
}
