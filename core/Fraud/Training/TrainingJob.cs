using System.Text.Json.Serialization;

namespace MerchantOps.Fraud.Training;

[JsonConverter(typeof(JsonStringEnumConverter<TrainingPhase>))]
internal enum TrainingPhase
{
    /// <summary>Decided orders are copied from the archive, a day at a time.</summary>
    [JsonStringEnumMemberName("collect")]
    Collect,

    /// <summary>The challenger is learned and calibrated.</summary>
    [JsonStringEnumMemberName("train")]
    Train,

    /// <summary>It is compared, and its verdict carried out.</summary>
    [JsonStringEnumMemberName("compare")]
    Compare,

    [JsonStringEnumMemberName("done")]
    Done,
}

/// <summary>
/// Where a training stands: one document under a lease that every step renews, so that one instance works and a kill loses one step.
/// </summary>
/// <param name="Run">Names the run, and the model it makes; sortable by time.</param>
/// <param name="Cursor">Collected up to here, by the time events were ingested.</param>
/// <param name="Until">Collected no further than this: when the run began.</param>
/// <param name="Holder">Who is at work.</param>
/// <param name="LeaseUntil">Until then nobody else is.</param>
/// <param name="Result">What the run did, in words.</param>
internal sealed record TrainingJob(
    string Run, TrainingPhase Phase, DateTimeOffset From, DateTimeOffset Cursor, DateTimeOffset Until, string? Holder, DateTimeOffset? LeaseUntil, string? Result)
{
    [JsonPropertyName("v")]
    public int Version { get; init; } = 2;
}
