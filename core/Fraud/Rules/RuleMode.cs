using System.Text.Json.Serialization;

namespace MerchantOps.Fraud.Rules;

/// <summary>Whether a rule counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuleMode>))]
public enum RuleMode
{
    [JsonStringEnumMemberName("on")]
    On,

    /// <summary>Evaluated and reported, without any effect.</summary>
    [JsonStringEnumMemberName("shadow")]
    Shadow,

    [JsonStringEnumMemberName("off")]
    Off,
}
