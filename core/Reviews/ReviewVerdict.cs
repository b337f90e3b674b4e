using System.Text.Json.Serialization;

namespace MerchantOps.Reviews;

/// <summary>What somebody says of an order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReviewVerdict>))]
public enum ReviewVerdict
{
    /// <summary>It is good: labelled so, and let go.</summary>
    [JsonStringEnumMemberName("good")]
    Good,

    /// <summary>It is fraud: labelled so, and declined.</summary>
    [JsonStringEnumMemberName("fraud")]
    Fraud,

    /// <summary>Nobody meant to buy (刷单): marked so; neither fraud of a payment nor a good order.</summary>
    [JsonStringEnumMemberName("fake")]
    Fake,

    /// <summary>Let it go, without a label.</summary>
    [JsonStringEnumMemberName("release")]
    Release,

    /// <summary>Let it wait for another look.</summary>
    [JsonStringEnumMemberName("hold")]
    Hold,

    /// <summary>Don't ship it, without a label.</summary>
    [JsonStringEnumMemberName("decline")]
    Decline,
}
