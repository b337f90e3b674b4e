using System.Text.Json.Serialization;

namespace MerchantOps.Fraud.Rules;

/// <summary>
/// What all instances have counted for a version of the rules, and which of them are suspended; one small document per version.
/// </summary>
internal sealed class RuleLimitsDocument
{
    [JsonPropertyName("v")]
    public int Version { get; set; } = 1;

    public Dictionary<string, RuleLimitState> Rules { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Orders decided, by length of the interval in seconds, interval and instance.</summary>
    public Dictionary<long, SortedDictionary<long, Dictionary<string, int>>> Seen { get; set; } = [];
}

/// <summary>The shared state of a rule.</summary>
internal sealed class RuleLimitState
{
    /// <summary>How often it was resumed.</summary>
    public int Epoch { get; set; }

    public RuleSuspension? Suspension { get; set; }

    /// <summary>Who resumed it last.</summary>
    public string? ResumedBy { get; set; }

    public DateTimeOffset? ResumedAt { get; set; }

    /// <summary>Orders it stopped, by interval and instance.</summary>
    public SortedDictionary<long, Dictionary<string, int>> Stopped { get; set; } = [];
}
