using System.Text.Json.Serialization;

namespace MerchantOps.Ingestion;

/// <summary>
/// A merchant whose documents kept failing: its events are put aside, in order, until they can be worked again, so that it does not
/// hold up the others of its partition.
/// </summary>
/// <param name="Through">Per source, the last sequence put aside; what is drained that far is complete.</param>
/// <param name="Reason">What failed, without personal data.</param>
public sealed record ParkedMerchant(string Merchant, DateTimeOffset Since, string Reason, Dictionary<string, long> Through)
{
    [JsonPropertyName("v")]
    public int Version { get; init; } = 1;

    /// <summary>Per source, the last sequence that was put aside and has been worked since.</summary>
    public Dictionary<string, long> Drained { get; init; } = [];
}

/// <summary>An event put aside, as the stream delivered it.</summary>
public sealed record ParkedEvent(string Hub, string Partition, int Generation, long Sequence, DateTimeOffset EnqueuedAt, byte[] Body);
